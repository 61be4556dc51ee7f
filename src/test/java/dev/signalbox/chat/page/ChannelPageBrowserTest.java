package dev.signalbox.chat.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.report.Tone;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChannelPageBrowserTest {

  private static final String PROMPT = "#gate\\:5\\:2 ";

  @TempDir private static Path profile;

  private Browser browser;
  private RememberedArchive archive;
  private ServedPage page;

  @BeforeAll
  void startBrowser() {
    browser = Browser.start(profile);
    servePage(0);
  }

  @AfterAll
  void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
    if (page != null) {
      page.close();
    }
  }

  private void servePage(int port) {
    if (port == 0) {
      archive = new RememberedArchive();
    }
    ScriptedReception reception = new ScriptedReception();
    page =
        ServedPage.start(
            port,
            new ServedPage.Around(
                ServedPage.LAB, archive, reception, TrafficView.NONE, ChannelPageDemo::complete));
    reception.postTo(message -> ChannelPageDemo.post(page.platform(), message));
  }

  @BeforeEach
  void openPage() {
    archive.forget();
    browser.open(page.url());
    browser.run("sessionStorage.clear(); localStorage.clear();");
    browser.open(page.url());
  }

  @Test
  void aTypedCommandAppearsAndSoDoesWhatTheBotMakesOfIt() {
    browser.type("/deploy v2 bluegreen");
    browser.untilShown("/deploy v2 bluegreen").untilShown("#17 shop v2 → production");
    browser.until("document.querySelector('.private .body').textContent.includes('on its way')");
    assertThat(browser.text(".entry .head b")).isEqualTo("deployer");
    assertThat(browser.text(".private .only")).isEqualTo("Only you see this");
    assertThat(browser.title()).startsWith("(?)");
  }

  @Test
  void twoPeopleApproveWithOnePressEachAndTakingBackCounts() {
    browser.type("/deploy v2").untilShown("Swap production of shop");
    browser.actAs("approver").press(PROMPT + "[data-press='✅']");
    browser.untilShown("1 of 2: approver");
    browser.until("document.querySelector('[data-press=\"✅\"]').ariaPressed === 'true'");
    browser.press(PROMPT + "[data-press='✅']").untilShown("0 of 2");
    browser.actAs("approver").press(PROMPT + "[data-press='✅']").untilShown("1 of 2: approver");
    browser.actAs("second-approver").press(PROMPT + "[data-press='✅']");
    browser.until("document.querySelector('.prompt').dataset.state === 'closed'");
    browser.until(
        "document.querySelector('.by').textContent.includes('approver, second-approver')");
    assertThat(browser.run("return document.querySelectorAll('.actions button').length"))
        .isEqualTo(1L);
  }

  @Test
  void aRefusedReactionIsExplainedToTheOneWhoGaveItAndNotShown() {
    browser.type("/deploy v2").untilShown("Swap production of shop");
    browser.actAs("visitor").press(PROMPT + "[data-press='✅']");
    browser.untilShown("Approvals here come from approver or second-approver.");
    assertThat(browser.run("return document.querySelectorAll('.by').length")).isEqualTo(0L);
  }

  @Test
  void rejectingAsksForTheReasonInPlace() {
    browser.type("/deploy v2").untilShown("Swap production of shop");
    browser.press(PROMPT + "[data-press^='/reject']");
    browser.fill(PROMPT + ".reason input", "tests are red" + Keys.ENTER);
    browser.untilShown("/reject 17 tests are red");
  }

  @Test
  void whatLooksLikeMarkupStaysText() {
    String line = "<script>window.owned=1</script><img src=x onerror=window.owned=1>";
    browser.type(line).untilShown(line);
    ChannelPageDemo.post(page.platform(), DemoMessages.notice("evil", Tone.BAD, line, line));
    browser.until("document.getElementById('evil').textContent.split('owned').length > 4");
    assertThat(browser.run("return window.owned === undefined")).isEqualTo(true);
    assertThat(
            browser.run("return document.querySelectorAll('#log script, #log [onerror]').length"))
        .isEqualTo(0L);
  }

  @Test
  void charactersThatReorderTextAreShownInsteadOfObeyed() {
    archive.type(
        "deployments", "visitor", "a\u202Egpj.exe \u05E9\u05DC\u05D5\u05DD \uD83D\uDE82", now());
    page.feeds().changed("deployments");
    browser.untilShown("aU+202Egpj.exe \u05E9\u05DC\u05D5\u05DD \uD83D\uDE82");
  }

  @Test
  void aHundredKilobytesAreFolded() {
    String line = "x".repeat(100_000);
    ChannelPageDemo.post(page.platform(), DemoMessages.notice("long", Tone.GOOD, line));
    browser.untilShown("Show all 100,000 characters");
    assertThat(browser.run("return document.getElementById('long').offsetHeight < 400"))
        .isEqualTo(true);
    browser.press("#long .plain button");
    browser.until("document.getElementById('long').textContent.length > 100000");
    assertThat(browser.run("return document.body.scrollWidth <= innerWidth")).isEqualTo(true);
  }

  @Test
  void manyTabsOfOneBrowserAreAllLive() {
    for (int i = 0; i < 7; i++) {
      browser.openTab(page.url());
    }
    browser.type("hello to all");
    for (String tab : browser.tabs()) {
      browser.toTab(tab);
      browser.untilShown("hello to all");
    }
    browser.closeOtherTabs();
    // The tab that held the stream may have been closed: another one has taken it over.
    browser.type("still here").untilShown("still here");
  }

  @Test
  void whatWasMissedDuringARestartIsShown() {
    browser.type("before the restart").untilShown("before the restart");
    int port = page.port();
    page.close();
    archive.type("deployments", "approver", "said while the page was away", now());
    servePage(port);
    browser.untilShown("said while the page was away");
    browser.until("document.getElementById('connection').dataset.state === 'live'");
    browser.type("after the restart").untilShown("after the restart");
    assertThat(browser.run("return document.querySelectorAll('.entry').length")).isEqualTo(3L);
  }

  @Test
  void aThreadIsCountedAndOpensUnderItsCard() {
    ChannelPageDemo.post(page.platform(), DemoMessages.card(17, 1, Tone.RUNNING, 1, "rolling"));
    for (String step : DemoMessages.steps()) {
      page.platform()
          .post(
              "deployments",
              DemoMessages.inThread("step:" + step, 17, Tone.GOOD, step),
              Optional.of("card:17"));
    }
    browser.until(
        "document.querySelector('.thread summary').textContent.startsWith('39 messages')");
    browser.press(".thread summary");
    browser.until("document.querySelectorAll('.replies > li').length === 39");
    page.platform().post("deployments", DemoMessages.warmedUp("warm", 17), Optional.of("card:17"));
    browser.until("document.querySelectorAll('.replies svg .curve').length === 1");
  }

  @Test
  void earlierMessagesAreFetchedAndALinkLeadsToOne() {
    for (int i = 1; i <= 150; i++) {
      archive.type("deployments", "visitor", "line " + i + ".", now());
    }
    browser.open(page.url());
    assertThat(browser.run("return document.querySelectorAll('.entry').length")).isEqualTo(60L);
    browser.run("document.querySelector('.earlier button').click()");
    browser.until("document.querySelectorAll('.entry').length === 120");
    String second = archive.newest("deployments", Long.MAX_VALUE, 150).get(1).key();
    browser.open(page.url() + "/channel/deployments#" + second);
    browser.until("document.querySelector('.meant').textContent.includes('line 2.')");
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('.entry .body')].slice(0, 3)"
                    + ".map((each) => each.textContent).join(' ')"))
        .isEqualTo("line 1. line 2. line 3.");
  }

  @Test
  void whatABrowserReadsOutIsTheNewMessageAndNotEachChange() {
    ChannelPageDemo.post(page.platform(), DemoMessages.notice("one", Tone.GOOD, "Swapped."));
    browser.until("document.getElementById('said').textContent.includes('Swapped.')");
  }

  @Test
  void nothingSticksOutAtTheWidthOfAPhone() {
    ChannelPageDemo.post(page.platform(), DemoMessages.wideCard(16, 1, 90));
    ChannelPageDemo.post(page.platform(), DemoMessages.prompt(5, 2, 1, Tone.ASKING, true, ""));
    browser.width(390).until("document.querySelectorAll('.field .stop').length === 200");
    assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    assertThat(
            browser.run(
                "const log = document.getElementById('log');"
                    + "return log.scrollWidth <= log.clientWidth"))
        .isEqualTo(true);
    browser.width(1280);
  }

  @Test
  void commandsAreCompletedByKeyboard() {
    browser.keys("/de");
    browser.until("document.querySelectorAll('#offers li').length > 0");
    browser.keys(Keys.TAB);
    browser.until("document.getElementById('line').value === '/deploy '");
  }

  private static Instant now() {
    return Instant.parse("2026-11-21T10:00:00Z");
  }
}
