package io.openoms.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.Phases;
import io.openoms.RunState;
import io.openoms.dashboard.error.DashboardError;
import io.openoms.error.ConfigurationException;
import io.openoms.error.MigrationException;
import io.openoms.testkit.LeakCheck;
import io.openoms.testkit.memory.MemoryTables;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page over runs between servers in memory, as a client sees it that may be hostile. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DashboardTest {

  private static final String MARKUP = "<img/src=x/onerror=alert(1)>";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  private Dashboard open(MigrationProject project) {
    return Dashboard.forProject(project).executor(threads).open();
  }

  private static MigrationProject copy(Shop shop) {
    return shop.project(p -> p.schema().full());
  }

  private static JsonNode tab(Page page, String tab) throws IOException {
    Page.Answer answer = page.get("/api/run?tab=" + tab);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  @Test
  void theTokenIsChangedForACookieThatNoScriptAndNoOtherSiteHas() {
    try (Dashboard dashboard = open(copy(new Shop()))) {
      Page page = new Page(dashboard.url());
      Page.Answer entered = page.enter();

      assertThat(entered.status()).isEqualTo(200);
      assertThat(entered.header("set-cookie")).contains("; HttpOnly; SameSite=Strict");
      assertThat(entered.header("set-cookie") + entered.body())
          .doesNotContain(dashboard.url().getQuery().substring("token=".length()));
      Page.Answer index = page.get("/");
      assertThat(index.status()).isEqualTo(200);
      assertThat(index.header("content-security-policy"))
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(index.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }
  }

  @Test
  void withoutTheCookieNothingIsAnswered() {
    try (Dashboard dashboard = open(copy(new Shop().with("a")))) {
      Page stranger = new Page(dashboard.url());

      for (String path :
          List.of("/", "/app.js", "/api/run?tab=overview", "/?token=", "/?token=guess", "/x")) {
        assertThat(stranger.get(path).status()).as(path).isEqualTo(403);
      }
      assertThat(stranger.send("POST", "/api/action/pause", Map.of()).status()).isEqualTo(403);
      Page other = new Page(dashboard.url());
      assertThat(other.get("/", Map.of("Cookie", "openoms=; =x; openoms-AAAA=x")).status())
          .isEqualTo(403);
    }
  }

  @Test
  void aCookieOfAnotherRunsPageIsNone() {
    try (Dashboard one = open(copy(new Shop()));
        Dashboard two = open(copy(new Shop()))) {
      String cookie = new Page(one.url()).enter().header("set-cookie").split(";", -1)[0];

      assertThat(new Page(two.url()).get("/", Map.of("Cookie", cookie)).status()).isEqualTo(403);
    }
  }

  @Test
  void aHostOfAnotherNameIsRefusedThoughItHasTheTokenAndTheCookie() {
    try (Dashboard dashboard = open(copy(new Shop()))) {
      Page page = Page.entered(dashboard);

      for (String host :
          List.of("evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.", "")) {
        assertThat(page.get("/", Map.of("Host", host)).status()).as(host).isEqualTo(421);
        assertThat(page.get("/?" + dashboard.url().getQuery(), Map.of("Host", host)).status())
            .as(host)
            .isEqualTo(421);
      }
      for (String host : List.of("localhost", "localhost:9000", "127.0.0.1", "[::1]:80")) {
        assertThat(page.get("/", Map.of("Host", host)).status()).as(host).isEqualTo(200);
      }
    }
  }

  @Test
  void whatDidNotChangeIsNotSentAgain() throws Exception {
    try (Dashboard dashboard = open(copy(new Shop().with("a")))) {
      Page page = Page.entered(dashboard);
      String waiting = page.get("/api/run?tab=tables").header("etag");
      try (MigrationRun run = dashboard.start()) {
        run.await();
      }
      Page.Answer ended = page.get("/api/run?tab=tables", Map.of("If-None-Match", waiting));
      assertThat(ended.status()).isEqualTo(200);
      Page.Answer same =
          page.get("/api/run?tab=tables", Map.of("If-None-Match", ended.header("etag")));

      assertThat(same.status()).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      assertThat(ended.header("date")).isNotEmpty();
    }
  }

  @Test
  void aRunIsShownWithWhatCreatedItsTables() throws Exception {
    try (Dashboard dashboard = open(copy(new Shop().with("a", MARKUP)))) {
      Page page = Page.entered(dashboard);
      assertThat(tab(page, "overview").at("/head/state").asText()).isEqualTo("WAITING");
      try (MigrationRun run = dashboard.start()) {
        run.await();
      }
      JsonNode view = tab(page, "tables");
      Page.Answer object = page.get("/api/object?source=shop.a");

      assertThat(view.at("/head/state").asText()).isEqualTo("COMPLETED");
      assertThat(view.at("/head/phases").findValuesAsText("status"))
          .containsExactly("completed", "completed");
      assertThat(view.at("/tables").findValuesAsText("source"))
          .containsExactlyInAnyOrder("shop.a", "shop." + MARKUP);
      assertThat(view.at("/tables").findValuesAsText("rows")).containsExactly("2", "2");
      assertThat(JSON.readTree(object.body()).path("statement").asText())
          .startsWith("TABLE shop a COLUMN id");
      assertThat(page.get("/api/object?source=shop.none").status()).isEqualTo(404);
      assertThat(page.get("/api/run?tab=none").status()).isEqualTo(404);
      assertThat(page.get("/api/run?tab=tables").header("content-type"))
          .startsWith("application/json");
    }
  }

  @Test
  void aFailedTableHasItsErrorAndWhatToDo() throws Exception {
    Shop shop = new Shop().with("a", "b");
    ObjectName a = new ObjectName("shop", "a");
    shop.sink.create(MemoryTables.table("shop", "a").number("other").primaryKey("other").define());
    try (Dashboard dashboard = open(copy(shop));
        MigrationRun run = dashboard.start()) {
      run.await();
      Page page = Page.entered(dashboard);
      JsonNode failure = JSON.readTree(page.get("/api/object?source=" + a).body()).path("failure");

      assertThat(failure.path("code").asText()).isEqualTo("TARGET_MISMATCH");
      assertThat(failure.path("remedy").asText()).isNotEmpty();
      assertThat(tab(page, "overview").at("/head/failed").asInt()).isEqualTo(1);
      assertThat(tab(page, "overview").at("/head/lastError/object").asText()).isEqualTo("shop.a");
    }
  }

  @Test
  void onceARunHasEndedThePageDecidesOfAFailedTable() throws Exception {
    Shop shop = new Shop().with("a", "b");
    shop.sink.create(MemoryTables.table("shop", "a").number("other").primaryKey("other").define());
    try (Dashboard dashboard =
        Dashboard.forProject(copy(shop)).executor(threads).allowActions().open()) {
      Page page = Page.entered(dashboard);
      assertThat(statusOfA(dashboard)).isEqualTo(ObjectStatus.FAILED);
      assertThat(act(page, dashboard, "skip?option=shop.none")).isEqualTo(409);

      assertThat(act(page, dashboard, "skip?option=shop.a")).isEqualTo(202);
      awaitAction(page);
      assertThat(statusOfA(dashboard)).isEqualTo(ObjectStatus.SKIPPED);
      assertThat(act(page, dashboard, "retry?option=shop.a")).isEqualTo(202);
      awaitAction(page);
      assertThat(tab(page, "overview").at("/head/action/message").asText())
          .isEqualTo("The next run tries shop.a again.");
      assertThat(statusOfA(dashboard)).isEqualTo(ObjectStatus.FAILED);
    }
  }

  /** After one more run. */
  private static ObjectStatus statusOfA(Dashboard dashboard) throws InterruptedException {
    try (MigrationRun run = dashboard.start()) {
      return run.await().objects().stream()
          .filter(object -> object.source().equals(new ObjectName("shop", "a")))
          .findFirst()
          .orElseThrow()
          .status();
    }
  }

  @Test
  void aRowsValuesAreNowhere() throws Exception {
    Shop shop = new Shop().with("a");
    try (Dashboard dashboard = open(copy(shop));
        MigrationRun run = dashboard.start()) {
      assertThat(run.await().isComplete()).isTrue();
    }
    shop.sink.write(w -> w.update(new ObjectName("shop", "a"), List.of(1), 1, "spoiled"));
    try (Dashboard dashboard = open(shop.project(Phases.Builder::verification));
        MigrationRun run = dashboard.start()) {
      run.await();
      Page page = Page.entered(dashboard);

      JsonNode report = tab(page, "verification").path("verification");
      assertThat(report.path("consistent").asBoolean()).isFalse();
      assertThat(report.at("/tables/0/columns/0").asText()).isEqualTo("text");
      assertThat(page.get("/api/verification.csv").body())
          .contains("shop.a,shop.a,2,0,0,1,0,0,false,");
      for (String path :
          List.of(
              "/api/verification.csv",
              "/api/object?source=shop.a",
              "/api/run?tab=overview",
              "/api/run?tab=verification",
              "/api/run?tab=objects")) {
        assertThat(page.get(path).body()).as(path).doesNotContain(Shop.SECRET, "spoiled");
      }
    }
  }

  @Test
  void aPageThatOnlyShowsDoesNothing() {
    try (Dashboard dashboard = open(shopFollowed());
        MigrationRun run = dashboard.start()) {
      Page page = Page.entered(dashboard);
      Page.Answer refused =
          page.send("POST", "/api/action/pause", Map.of("Origin", origin(dashboard)));

      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body()).contains("only shows");
      assertThat(run.state()).isNotIn(RunState.PAUSING, RunState.PAUSED);
    }
  }

  @Test
  void actionsAreTakenFromThePageAlone() throws Exception {
    try (Dashboard dashboard =
            Dashboard.forProject(shopFollowed()).executor(threads).allowActions().open();
        MigrationRun run = dashboard.start()) {
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      Page page = Page.entered(dashboard);
      for (String origin : List.of("http://127.0.0.1:1", "http://evil.example", "null", "")) {
        assertThat(page.send("POST", "/api/action/pause", Map.of("Origin", origin)).status())
            .as(origin)
            .isEqualTo(403);
      }
      assertThat(page.send("POST", "/api/action/pause", Map.of()).status()).isEqualTo(403);
      assertThat(page.get("/api/action/pause").status()).isEqualTo(404);
      assertThat(run.state()).isEqualTo(RunState.RUNNING);

      assertThat(act(page, dashboard, "pause")).isEqualTo(202);
      awaitState(run, RunState.PAUSED);
      assertThat(act(page, dashboard, "resume")).isEqualTo(202);
      assertThat(act(page, dashboard, "verify?option=all")).isEqualTo(202);
      awaitAction(page);
      assertThat(tab(page, "overview").at("/head/action/message").asText()).contains("consistent");
      assertThat(act(page, dashboard, "none")).isEqualTo(409);
      assertThat(act(page, dashboard, "verify?option=none")).isEqualTo(409);
      assertThat(act(page, dashboard, "switchover-skip?option=drain")).isEqualTo(409);
      assertThat(act(page, dashboard, "skip?option=shop.a")).isEqualTo(409);
      assertThat(act(page, dashboard, "finish")).isEqualTo(202);
      assertThat(run.await().isComplete()).isTrue();
      assertThat(act(page, dashboard, "pause")).isEqualTo(409);
    }
  }

  private static MigrationProject shopFollowed() {
    return new Shop().with("a").project(p -> p.schema().full().incremental());
  }

  private static String origin(Dashboard dashboard) {
    return "http://" + dashboard.url().getAuthority();
  }

  private static int act(Page page, Dashboard dashboard, String action) {
    return page.send("POST", "/api/action/" + action, Map.of("Origin", origin(dashboard))).status();
  }

  private static void awaitState(MigrationRun run, RunState state) throws InterruptedException {
    while (run.state() != state) {
      Thread.sleep(10);
    }
  }

  private static void awaitAction(Page page) throws Exception {
    while (!tab(page, "overview").at("/head/action/state").asText().equals("done")) {
      Thread.sleep(10);
    }
  }

  @Test
  void closingLeavesNoThreadAndNoConnectionAndTheRunGoesOn() throws Exception {
    LeakCheck leaks = new LeakCheck();
    ExecutorService own = Executors.newCachedThreadPool();
    Dashboard dashboard = Dashboard.forProject(shopFollowed()).executor(own).open();
    MigrationRun run = dashboard.start();
    Page page = Page.entered(dashboard);
    try (Socket stalled = page.stalled()) {
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      long began = System.nanoTime();
      dashboard.close();
      dashboard.close();

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
      assertThat(stalled.getInputStream().read()).isEqualTo(-1);
      assertThatThrownBy(() -> page.get("/")).hasRootCauseInstanceOf(ConnectException.class);
    }
    assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
    run.finishIncremental();
    assertThat(run.await().isComplete()).isTrue();
    run.close();
    own.shutdown();
    assertThat(own.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    leaks.assertNoNewThreads();
  }

  @Test
  void clientsThatStallDoNotTakeTheRunsThreads() throws Exception {
    MigrationProject project = shopFollowed();
    ExecutorService few = Executors.newFixedThreadPool(project.threadsNeeded() + 4);
    List<Socket> stalled = new ArrayList<>();
    try (Dashboard dashboard = Dashboard.forProject(project).executor(few).open()) {
      Page page = Page.entered(dashboard);
      for (int i = 0; i < 30; i++) {
        stalled.add(page.stalled());
      }
      try (MigrationRun run = dashboard.start()) {
        assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
        run.finishIncremental();
        assertThat(run.await().isComplete()).isTrue();
      }
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
      few.shutdownNow();
    }
  }

  @Test
  void faultsAreNamed() {
    MigrationProject project = copy(new Shop());
    assertThatThrownBy(() -> Dashboard.forProject(project).port(-1).open())
        .isInstanceOfSatisfying(
            ConfigurationException.class, e -> assertThat(e.faults()).hasSize(2));
    try (Dashboard dashboard = open(project)) {
      int taken = dashboard.url().getPort();
      assertThatThrownBy(() -> Dashboard.forProject(project).executor(threads).port(taken).open())
          .isInstanceOfSatisfying(
              MigrationException.class,
              e -> assertThat(e.code()).isEqualTo(DashboardError.PAGE_PORT_UNAVAILABLE));
      assertThat(dashboard.toString()).doesNotContain("token");
    }
  }
}
