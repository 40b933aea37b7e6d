package io.openoms.tck.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.Phases;
import io.openoms.dashboard.Dashboard;
import io.openoms.spi.data.TableDefinition;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryServer;
import io.openoms.testkit.memory.MemoryTables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each tab of the page in Chromium, over runs between servers in memory: what the page shows is
 * what the engine tells, whatever the servers are.
 */
@Thorough
class PageIT {

  private static final Duration LONG = Duration.ofMinutes(4);
  private static final String MARKUP = "<img/src=x/onerror=document.title=1>";

  /** A folder for pictures of each tab, light and dark, for people to look at. */
  private static final Optional<Path> PICTURES =
      Optional.ofNullable(System.getProperty("openoms.pictures")).map(Path::of);

  private static final ObjectName ITEM = new ObjectName("shop", "item");

  private final MemoryServer from = new MemoryServer();
  private final MemoryServer to = new MemoryServer();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Browser browser = Browser.start();

  @AfterEach
  void end() {
    browser.close();
    threads.shutdownNow();
  }

  private static TableDefinition table(String name, String column) {
    return MemoryTables.table("shop", name).number(column).text("text").primaryKey(column).define();
  }

  private MigrationProject project(Consumer<Phases.Builder> phases) {
    return MigrationProject.builder("shop")
        .source(new MemoryEndpoint(from))
        .sink(new MemoryEndpoint(to))
        .objects(o -> o.include("shop.*"))
        .phases(phases)
        .build();
  }

  private void open(Dashboard page) {
    browser.size(1360, 900);
    browser.open(page.url());
    browser.await("document.querySelector('#project').textContent === 'shop'");
  }

  private void show(String tab, String text) {
    browser.evaluate("location.hash = '" + tab + "'");
    browser.await("document.querySelector('main').innerText.includes('" + text + "')");
  }

  private String text(String selector) {
    return browser.evaluate("document.querySelector(\"" + selector + "\").innerText").asText();
  }

  @Test
  void eachTabShowsARun() throws Exception {
    from.create(table("item", "id"));
    from.create(table(MARKUP, "id"));
    from.create(table("wrong", "id"));
    to.create(table("wrong", "other"));
    MigrationProject project = project(p -> p.schema().full().incremental().verification());
    try (Dashboard page = Dashboard.forProject(project).executor(threads).open();
        MigrationRun run = page.start()) {
      open(page);
      assertThat(run.awaitCaughtUp(LONG)).isTrue();
      for (int id = 10; id < 40; id++) {
        int key = id;
        from.write(w -> w.insert(ITEM, key, "x"));
        Thread.sleep(100);
      }
      assertThat(run.awaitCaughtUp(LONG)).isTrue();
      show("overview", "30 changes applied");
      overview();
      tables();
      show("indexes", "No index was built");
      show("objects", "No views or sequences");
      performance();
      show("verification", "All tables are consistent");
      assertThat(text("main")).doesNotContain("Repair inconsistent");
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
    assertThat(text(".last")).contains("TARGET_MISMATCH", "What to do", "shop.wrong");
    assertThat(text("main")).contains("Full copy", "Rows copied", "Objects done");
  }

  private void tables() {
    show("tables", "img/src=x");
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
    assertThat(text("#drawer pre")).startsWith("TABLE shop item COLUMN id");
    assertThat(text("#drawer")).contains("30 inserts");
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
    browser.await(
        "/Applied:?\\s*[0-9]/.test("
            + "document.querySelector('[aria-label=Changes] .u-legend').innerText)");
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
        String picture = tab + (dark ? "-dark.png" : "-light.png");
        PICTURES.ifPresent(folder -> browser.screenshot(folder.resolve(picture)));
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
            return {first: time(1), next: Math.min(time(2), time(3), time(4), time(5)), shown: document.querySelectorAll('tbody tr').length};
          })\
          """;
      JsonNode measured = browser.evaluate(times);

      assertThat(measured.path("shown").asInt()).isEqualTo(1000);
      assertThat(measured.path("first").asDouble()).isLessThan(3000);
      assertThat(measured.path("next").asDouble()).isLessThan(1000);
    }
  }

  @Test
  void writesAreMovedByThePage() throws Exception {
    from.create(table("item", "id"));
    MigrationProject project =
        project(
            p ->
                p.schema()
                    .full()
                    .incremental()
                    .switchover(s -> s.verify(false))
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
      to.write(w -> w.insert(ITEM, 2, "x"));
      assertThat(run.awaitCaughtUp(LONG)).isTrue();
      assertThat(text(".switch-steps")).contains("Start other direction");

      click("Switch back");
      browser.await("document.querySelector('#question').open");
      browser.evaluate("document.querySelector('#question .primary').click()");
      browser.await("document.querySelector('main').innerText.includes('Switch over')");
      from.write(w -> w.insert(ITEM, 3, "x"));
      click("Finish");
      browser.await("document.querySelector('#question').open");
      browser.evaluate("document.querySelector('#question .primary').click()");
      assertThat(run.await(LONG)).isTrue();
      assertThat(browser.complaints()).isEmpty();
    }
    assertThat(to.rows(ITEM)).containsExactly("2|x", "3|x").isEqualTo(from.rows(ITEM));
  }

  @Test
  void aFailedTableIsLeftOutByThePage() throws Exception {
    from.create(table("item", "id"));
    from.create(table(MARKUP, "id"));
    to.create(table(MARKUP, "other"));
    MigrationProject project = project(p -> p.schema().full());
    try (Dashboard page = Dashboard.forProject(project).executor(threads).allowActions().open()) {
      try (MigrationRun run = page.start()) {
        assertThat(run.await().isComplete()).isFalse();
      }
      open(page);
      show("tables", "TARGET_MISMATCH");
      browser.evaluate(
          "[...document.querySelectorAll('button.name')].find(b => b.innerText.includes('img'))"
              + ".click()");
      browser.await("document.querySelector('#drawer').open");
      click("Leave out");
      browser.await("document.querySelector('#question').open");
      browser.evaluate("document.querySelector('#question .primary').click()");
      browser.await("document.querySelector('#buttons').innerText.includes('next run leaves')");
      assertThat(browser.evaluate("document.querySelector('#drawer').open").asBoolean()).isFalse();
      assertThat(browser.complaints()).isEmpty();
      try (MigrationRun run = page.start()) {
        assertThat(run.await().objects())
            .filteredOn(object -> object.status() == ObjectStatus.SKIPPED)
            .extracting(object -> object.source().name())
            .containsExactly(MARKUP);
      }
    }
  }

  private void click(String label) {
    String button =
        "[...document.querySelectorAll('button')].find(b => b.innerText === '" + label + "')";
    browser.await(button + " !== undefined");
    browser.evaluate(button + ".click()");
  }
}
