package dev.signalbox.chat.slack;

import com.slack.api.methods.request.files.FilesCompleteUploadExternalRequest.FileDetails;
import com.slack.api.methods.response.files.FilesCompleteUploadExternalResponse;
import com.slack.api.methods.response.files.FilesGetUploadURLExternalResponse;
import dev.signalbox.chat.CurvePicture;
import dev.signalbox.report.Attachment;
import dev.signalbox.report.Curves;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads files, in the three steps that Slack has for it. A file holds up no message. */
final class SlackFiles {
  private static final Logger LOG = LoggerFactory.getLogger(SlackFiles.class);
  private static final MediaType BYTES = MediaType.get("application/octet-stream");
  private static final int DESCRIBED = 900;

  private final SlackApi api;
  private final SlackHealth health;
  private final OkHttpClient http;

  SlackFiles(SlackApi api, SlackHealth health) {
    this.api = api;
    this.health = health;
    this.http = api.slack().getHttpClient().getOkHttpClient();
  }

  /** A file. */
  record Upload(String name, String title, String described, ByteString bytes) {
    static Optional<Upload> of(Attachment attachment) {
      return switch (attachment) {
        case Attachment.LongText(String title, String name, String text) ->
            Optional.of(text(name, title, text));
        case Attachment.Curve curve ->
            CurvePicture.png(curve)
                .map(
                    png ->
                        new Upload(
                            curve.fileName(),
                            curve.title(),
                            Curves.said(curve),
                            ByteString.of(png)));
      };
    }

    static Upload text(String name, String title, String text) {
      return new Upload(name, title, "", ByteString.encodeUtf8(text));
    }
  }

  /** Puts the file into a thread, or into the channel; false when it is not there. */
  boolean upload(String channel, Optional<String> thread, Upload file) {
    return begun(file)
        .filter(to -> sent(to, file) && shared(to, channel, thread, file))
        .isPresent();
  }

  private Optional<FilesGetUploadURLExternalResponse> begun(Upload file) {
    return done(
        file,
        api.ask(
            client ->
                client.filesGetUploadURLExternal(
                    r ->
                        r.filename(file.name())
                            .length(file.bytes().size())
                            .altTxt(
                                file.described().isEmpty()
                                    ? null
                                    : SlackText.cut(file.described(), DESCRIBED)))));
  }

  private boolean sent(FilesGetUploadURLExternalResponse to, Upload file) {
    Request request =
        new Request.Builder()
            .url(to.getUploadUrl())
            .post(RequestBody.create(file.bytes(), BYTES))
            .build();
    try (Response response = http.newCall(request).execute()) {
      return response.isSuccessful();
    } catch (IOException e) {
      LOG.warn("the file {} could not be sent to Slack: {}", file.name(), e.getMessage());
      return false;
    }
  }

  private boolean shared(
      FilesGetUploadURLExternalResponse to, String channel, Optional<String> thread, Upload file) {
    FileDetails details = FileDetails.builder().id(to.getFileId()).title(file.title()).build();
    SlackApi.Result<FilesCompleteUploadExternalResponse> shared =
        api.ask(
            client ->
                client.filesCompleteUploadExternal(
                    r ->
                        r.files(List.of(details))
                            .channelId(channel)
                            .threadTs(thread.orElse(null))));
    return done(file, shared).isPresent();
  }

  private <T> Optional<T> done(Upload file, SlackApi.Result<T> result) {
    return switch (result) {
      case SlackApi.Result.Done<T>(T value) -> Optional.of(value);
      case SlackApi.Result.Failed<T>(SlackError error, String needed) -> {
        if (error.kind() == SlackError.Kind.ACCESS) {
          health.trouble("files", error, needed);
        }
        yield lost(file, error.code());
      }
      case SlackApi.Result.Limited<T> _ -> lost(file, "Slack asks to wait");
      case SlackApi.Result.Unclear<T>(String reason) -> lost(file, reason);
    };
  }

  private static <T> Optional<T> lost(Upload file, String reason) {
    LOG.warn("the file {} is not in Slack: {}", file.name(), reason);
    return Optional.empty();
  }
}
