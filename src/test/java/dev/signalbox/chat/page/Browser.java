package dev.signalbox.chat.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A real Chromium. It waits by listening to the document, so nothing sleeps or polls. */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Calls back when the condition holds, looking again after each change of the document. */
  private static final String UNTIL =
      """
      const done = arguments[arguments.length - 1];
      const holds = () => { try { return CONDITION; } catch { return false; } };
      if (holds()) { done(true); } else {
        const watcher = new MutationObserver(() => {
          if (holds()) { watcher.disconnect(); done(true); }
        });
        watcher.observe(document, {
          subtree: true, childList: true, characterData: true, attributes: true });
      }
      """;

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts one, or skips the test where none is installed. */
  static Browser start(Path profile) {
    Optional<Path> chromium = find("chromium", "chromium-browser", "google-chrome");
    Optional<Path> chromedriver = find("chromedriver");
    Assumptions.assumeTrue(
        chromium.isPresent() && chromedriver.isPresent(),
        "skipped: needs chromium (apt install chromium chromium-driver)");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en",
        "--window-size=1280,900",
        "--user-data-dir=" + profile);
    ChromeDriver driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build(),
            options);
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    return new Browser(driver);
  }

  private static Optional<Path> find(String... names) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(names)
        .flatMap(
            name -> Stream.of(path.split(":", -1)).map(folder -> Path.of(folder).resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens the page and waits until it is live. */
  Browser open(String url) {
    driver.get(url);
    return until("document.getElementById('connection').dataset.state === 'live'");
  }

  /** Opens the page in another tab; returns the tab that was in front before. */
  String openTab(String url) {
    String before = driver.getWindowHandle();
    driver.switchTo().newWindow(WindowType.TAB);
    open(url);
    return before;
  }

  void toTab(String tab) {
    driver.switchTo().window(tab);
  }

  List<String> tabs() {
    return List.copyOf(driver.getWindowHandles());
  }

  /** Makes the page as wide as some device's. */
  Browser width(int pixels) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 844, "deviceScaleFactor", 1, "mobile", pixels < 500));
    return this;
  }

  /** Leaves only the tab in front. */
  void closeOtherTabs() {
    String kept = driver.getWindowHandle();
    for (String tab : tabs()) {
      if (!tab.equals(kept)) {
        driver.switchTo().window(tab).close();
      }
    }
    toTab(kept);
  }

  /** Waits until an expression in JavaScript holds. */
  Browser until(String expression) {
    driver.executeAsyncScript(UNTIL.replace("CONDITION", expression));
    return this;
  }

  /** Waits until this text stands somewhere among the messages. */
  Browser untilShown(String text) {
    return until("document.getElementById('log').textContent.includes(%s)".formatted(quoted(text)));
  }

  @Nullable Object run(String script) {
    return driver.executeScript(script);
  }

  Browser type(String line) {
    WebElement input = driver.findElement(By.id("line"));
    input.sendKeys(line + Keys.ENTER);
    return this;
  }

  void keys(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  Browser actAs(String person) {
    driver.findElement(By.cssSelector("#as option[value='" + person + "']")).click();
    return this;
  }

  Browser press(String css) {
    driver.findElement(By.cssSelector(css)).click();
    return this;
  }

  Browser fill(String css, String text) {
    driver.findElement(By.cssSelector(css)).sendKeys(text);
    return this;
  }

  String text(String css) {
    return driver.findElement(By.cssSelector(css)).getText();
  }

  String title() {
    return String.valueOf(driver.getTitle());
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  @Override
  public void close() {
    driver.quit();
  }
}
