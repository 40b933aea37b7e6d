package io.openoms.tck.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.Phases;
import io.openoms.dashboard.Dashboard;
import io.openoms.tck.SwitchAccounts;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.junit.WithServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each tab of the page in Chromium, over migrations between real servers. */
@Thorough
@WithServers
class PageIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String MARKUP = "<img src=x onerror=document.title=1>";

  private final DatabaseServer from;
  private final DatabaseServer to;
  private final String database = TestedPair.newName("page");
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Browser browser = Browser.start();
  @TempDir Path spool;

  PageIT(
      @Server(ServerType.MYSQL_97) DatabaseServer from,
      @Server(ServerType.OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
  }

  @AfterEach
  void end() {
    browser.close();
    threads.shutdownNow();
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  private String name(String table) {
    return database + ".`" + table + "`";
  }

  private void fill() {
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + name("item") + " (id INT PRIMARY KEY, v INT, KEY by_v (v))",
        "INSERT INTO " + name("item") + " VALUES (1, 1), (2, 2), (3, 3)",
        "CREATE TABLE " + name(MARKUP) + " (id INT PRIMARY KEY)",
        "CREATE TABLE " + name("wrong") + " (id INT PRIMARY KEY)",
        "CREATE VIEW " + name("seen") + " AS SELECT id FROM " + name("item"),
        "CREATE TRIGGER "
            + name("fires")
            + " BEFORE INSERT ON "
            + name("item")
            + " FOR EACH ROW SET NEW.v = NEW.v");
    to.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + name("wrong") + " (other VARCHAR(9) PRIMARY KEY)");
  }

  private MigrationProject project(Consumer<Phases.Builder> phases) {
    SwitchAccounts.make(from);
    SwitchAccounts.make(to);
    return MigrationProject.builder(database)
        .source(SwitchAccounts.end(from))
        .sink(SwitchAccounts.end(to))
        .objects(o -> o.include(database + ".*"))
        .phases(phases)
        .build();
  }

  private void open(Dashboard page) {
    browser.size(1360, 900);
    browser.open(page.url());
    browser.await("document.querySelector('#project').textContent === '" + database + "'");
  }

  private void show(String tab, String text) {
    browser.evaluate("location.hash = '" + tab + "'");
    browser.await("document.querySelector('main').innerText.includes('" + text + "')");
  }

  private String text(String selector) {
    return browser.evaluate("document.querySelector(\"" + selector + "\").innerText").asText();
  }

  @Test
  void eachTabShowsAMigration() throws Exception {
    fill();
    MigrationProject project =
        project(p -> p.schema().full().incremental(i -> i.spoolDirectory(spool)).verification());
    try (Dashboard page = Dashboard.forProject(project).executor(threads).open();
        MigrationRun run = page.start()) {
      open(page);
      assertThat(run.awaitCaughtUp(LONG)).isTrue();
      for (int id = 10; id < 40; id++) {
        from.execute("INSERT INTO " + name("item") + " VALUES (" + id + ", 0)");
        Thread.sleep(100);
      }
      assertThat(run.awaitCaughtUp(LONG)).isTrue();
      overview();
      tables();
      show("indexes", "by_v");
      assertThat(text("main")).contains("ompleted");
      show("objects", "seen");
      assertThat(text("main")).contains("NOT_MIGRATED", "fires");
      performance();
      show("verification", "All tables are consistent");
      assertThat(text("main")).doesNotContain("Repair");
      assertThat(browser.evaluate("document.querySelector('#buttons').childElementCount").asInt())
          .as("a page that only shows has no buttons")
          .isZero();
      keyboard();
      contrast();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private void overview() {
    show("overview", "caught up");
    assertThat(text(".last")).contains("TARGET_MISMATCH", "What to do", database + ".wrong");
    assertThat(text("main")).contains("Full copy", "Rows copied", "Objects done");
  }

  private void tables() {
    show("tables", "img src=x");
    assertThat(browser.evaluate("document.querySelectorAll('main img').length").asInt()).isZero();
    assertThat(browser.evaluate("document.title").asText()).contains("OpenOMS");
    assertThat(browser.evaluate("document.querySelectorAll('tbody tr').length").asInt())
        .isEqualTo(3);
    browser.evaluate(
        "[...document.querySelectorAll('button.chip')].find(c => c.innerText.startsWith('Failed'))"
            + ".click()");
    assertThat(text("tbody")).contains("wrong", "TARGET_MISMATCH").doesNotContain("item");
    browser.evaluate("document.querySelector('button.chip').click()");
    browser.evaluate(
        "[...document.querySelectorAll('button.name')].find(b => b.innerText.endsWith('item'))"
            + ".click()");
    browser.await("document.querySelector('#drawer').open");
    assertThat(text("#drawer pre")).startsWith("CREATE TABLE").contains("`item`");
    assertThat(text("#drawer")).contains("by_v", "30 inserts");
    browser.evaluate("document.querySelector('#drawer').close()");
  }

  private void performance() {
    show("performance", "Lag");
    browser.await("document.querySelectorAll('.chart:not([hidden]) canvas').length >= 4");
    String painted =
        "[...document.querySelectorAll('.chart:not([hidden]) canvas')].every(canvas => canvas"
            + ".getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data"
            + ".some(byte => byte > 0))";
    assertThat(browser.evaluate(painted).asBoolean()).isTrue();
    assertThat(text("[aria-label=Changes] .u-legend")).containsPattern("Applied:\\s*[0-9]");
  }

  /** A table's details are reached, opened and left by keys alone. */
  private void keyboard() {
    show("tables", "item");
    browser.evaluate("document.querySelector('input[type=search]').focus()");
    for (int i = 0; i < 40 && !isFocused("button.name"); i++) {
      browser.press("Tab");
    }
    assertThat(isFocused("button.name")).isTrue();
    browser.press("Enter");
    browser.await("document.querySelector('#drawer').open");
    browser.press("Escape");
    browser.await("!document.querySelector('#drawer').open");
    assertThat(isFocused("button.name")).as("the focus comes back").isTrue();
  }

  private boolean isFocused(String selector) {
    return browser.evaluate("document.activeElement.matches('" + selector + "')").asBoolean();
  }

  /** Every text has a contrast of 4.5 to what is behind it (WCAG 2.2, AA), light and dark. */
  private void contrast() {
    for (boolean dark : new boolean[] {false, true}) {
      browser.dark(dark);
      for (String tab : new String[] {"overview", "tables", "objects", "verification"}) {
        browser.evaluate("location.hash = '" + tab + "'");
        browser.await("document.querySelector('main').innerText.length > 40");
        assertThat(browser.evaluate(Contrast.LOWEST).path("ratio").asDouble())
            .as("%s, dark %s: %s", tab, dark, browser.evaluate(Contrast.LOWEST))
            .isGreaterThanOrEqualTo(4.5);
      }
    }
  }

  @Test
  void aThousandTablesStayQuick() {
    try (Dashboard page = Dashboard.forProject(project(p -> p.schema())).executor(threads).open()) {
      open(page);
      String times =
          """
          import('/tabs/tables.js').then(({Tables}) => {
            const tab = new Tables();
            document.querySelector('main').replaceChildren(tab.element);
            const rows = step => Array.from({length: 1000}, (none, i) => ({kind: 'table',
              source: `db.t${i}`, target: `db.t${i}`, status: 'copying', rows: i * step,
              expected: 9000, bytes: i * step, conflicts: 0, warnings: 0, inserts: 0, updates: 0,
              deletes: 0}));
            const time = step => {
              const began = performance.now();
              tab.update({tables: rows(step)}, Date.now(), new URLSearchParams());
              document.body.offsetHeight;
              return performance.now() - began;
            };
            return {first: time(1), next: time(2), shown: document.querySelectorAll('tbody tr').length};
          })\
          """;
      var measured = browser.evaluate(times);

      assertThat(measured.path("shown").asInt()).isEqualTo(1000);
      assertThat(measured.path("first").asDouble()).isLessThan(3000);
      assertThat(measured.path("next").asDouble()).isLessThan(1000);
    }
  }

  @Test
  void writesAreMovedByThePage() throws Exception {
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + name("item") + " (id INT PRIMARY KEY, v INT)",
        "INSERT INTO " + name("item") + " VALUES (1, 1)");
    MigrationProject project =
        project(
            p ->
                p.schema()
                    .full()
                    .incremental(i -> i.spoolDirectory(spool).heartbeat(Duration.ofMillis(500)))
                    .switchover(s -> s.verify(false).stopWrites(() -> {}))
                    .reverseIncremental());
    try (Dashboard page = Dashboard.forProject(project).executor(threads).allowActions().open();
        MigrationRun run = page.start()) {
      assertThat(run.awaitCaughtUp(LONG)).isTrue();
      open(page);
      show("switchover", "Switch over");
      click("Switch over");
      browser.await("document.querySelector('#question').open");
      browser.evaluate("document.querySelector('#question .primary').click()");
      browser.await("document.querySelector('main').innerText.includes('Switch back')");
      to.execute("INSERT INTO " + name("item") + " VALUES (2, 2)");
      assertThat(run.awaitCaughtUp(LONG)).isTrue();
      assertThat(text(".switch-steps")).contains("Start other direction");

      click("Switch back");
      browser.await("document.querySelector('#question').open");
      browser.evaluate("document.querySelector('#question .primary').click()");
      browser.await("document.querySelector('main').innerText.includes('Switch over')");
      from.execute("INSERT INTO " + name("item") + " VALUES (3, 3)");
      click("Finish");
      browser.await("document.querySelector('#question').open");
      browser.evaluate("document.querySelector('#question .primary').click()");
      assertThat(run.await(LONG)).isTrue();
      assertThat(browser.complaints()).isEmpty();
    }
    project.release();
  }

  private void click(String label) {
    browser.evaluate(
        "[...document.querySelectorAll('button')].find(b => b.innerText === '"
            + label
            + "').click()");
  }
}
