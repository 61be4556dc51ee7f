package dev.signalbox.topology;

/** One application in one stage; it has at most one active deployment (promise 2). */
public record Lane(Application application, Stage stage) {

  /** The lane with these names; throws as {@link Application} and {@link Stage} do. */
  public static Lane of(String application, String stage) {
    return new Lane(new Application(application), new Stage(stage));
  }

  /** Reads {@code application/stage}, the form that {@link #toString} writes. */
  public static Lane parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("lane '" + text + "' is not written application/stage");
    }
    return of(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public String toString() {
    return application + "/" + stage;
  }
}
