package dev.signalbox.chat.page;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Answers what goes wrong with a sentence that the page can show, and never with a stack trace. */
@RestControllerAdvice(assignableTypes = {ReadController.class, WriteController.class})
final class PageErrors {

  private static final Logger log = LoggerFactory.getLogger(PageErrors.class);

  private final PageJson json;

  PageErrors(PageJson json) {
    this.json = json;
  }

  @ExceptionHandler
  ResponseEntity<String> notHere(NoSuchChannel problem) {
    return answer(HttpStatus.NOT_FOUND, problem.sentence());
  }

  @ExceptionHandler
  ResponseEntity<String> notYou(WhoActs.NotYou problem) {
    return answer(HttpStatus.FORBIDDEN, problem.sentence());
  }

  @ExceptionHandler({
    HttpMessageNotReadableException.class,
    HttpMediaTypeNotSupportedException.class,
    HttpRequestMethodNotSupportedException.class,
    MissingServletRequestParameterException.class,
    MethodArgumentTypeMismatchException.class
  })
  ResponseEntity<String> notUnderstood() {
    return answer(HttpStatus.BAD_REQUEST, "The page sent something unreadable. Reload it.");
  }

  /** The browser went away while it was written to; there is nobody to answer. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException gone) {
    log.debug("a page went away", gone);
  }

  @ExceptionHandler
  ResponseEntity<String> broken(RuntimeException failure) {
    log.error("a request of the channel page failed", failure);
    return answer(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "That went wrong here; the log says why. The channel shows what was done, if anything.");
  }

  private ResponseEntity<String> answer(HttpStatus status, String sentence) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(json.write(Map.of("error", sentence)));
  }
}
