package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.RunState;
import io.openoms.core.error.EngineError;
import io.openoms.error.ApiError;
import io.openoms.error.MigrationException;
import io.openoms.event.EndEvent;
import io.openoms.event.ErrorEvent;
import io.openoms.event.ObjectEvent;
import io.openoms.event.PhaseEvent;
import io.openoms.event.ProgressEvent;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryServer;
import io.openoms.testkit.memory.MemoryTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Each way in which a run can end is told to its listeners, its caller and its log. */
class RunEndTest {

  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final MemoryServer source = new MemoryServer();
  private final MemoryServer sink = new MemoryServer();
  private final Heard heard = new Heard();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.openoms.core");

  /** Keeps all events in order. */
  private static final class Heard implements MigrationListener {

    private final List<Object> all = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void onPhase(PhaseEvent event) {
      all.add(event);
    }

    @Override
    public void onObject(ObjectEvent event) {
      all.add(event);
    }

    @Override
    public void onProgress(ProgressEvent event) {
      all.add(event);
    }

    @Override
    public void onError(ErrorEvent event) {
      all.add(event);
    }

    @Override
    public void onEnd(EndEvent event) {
      all.add(event);
    }

    /** The result that the last event tells; it tells the end, as no other does. */
    MigrationResult end() {
      assertThat(all).filteredOn(EndEvent.class::isInstance).hasSize(1);
      return ((EndEvent) all.get(all.size() - 1)).result();
    }
  }

  @BeforeEach
  void listen() {
    new Shop(source);
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
  }

  @AfterEach
  void end() {
    logger.detachAppender(log);
    logger.setLevel(null);
    threads.shutdownNow();
  }

  @Test
  void aCompletedRunIsToldLastAndGivesItsResult() throws Exception {
    MigrationResult result = await(project(new MemoryEndpoint(source)).start(threads));

    assertThat(heard.end()).isSameAs(result);
    assertThat(result.orThrow()).isSameAs(result);
    assertThat(lines(Level.INFO))
        .startsWith("Project end: the run starts")
        .contains(
            "Project end: this engine owns the project, with 3 objects",
            "Project end: phase full is completed",
            "Project end: shop.item is completed in phase full, with 5 rows")
        .endsWith("Project end: the run ended as COMPLETED with 3 objects");
    assertThat(result.objects())
        .filteredOn(object -> object.source().equals(Shop.ITEM))
        .singleElement()
        .satisfies(RunEndTest::requireFigures);
  }

  private static void requireFigures(ObjectResult object) {
    assertThat(object.rows()).isEqualTo(5);
    assertThat(object.rowsExpected()).isEqualTo(5);
    assertThat(object.bytes()).isPositive();
    assertThat(object.ended().orElseThrow()).isAfterOrEqualTo(object.began().orElseThrow());
    assertThat(object.errorCode()).isEmpty();
  }

  @Test
  void anInternalErrorIsToldLastAndThrownByItsCode() throws Exception {
    MigrationResult result = await(project(new Broken()).start(threads));

    assertThat(heard.end()).isSameAs(result);
    assertThat(result.state()).isEqualTo(RunState.FAILED);
    assertThatThrownBy(result::orThrow)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("UNEXPECTED")
        .hasStackTraceContaining("as planned");
    assertThat(lines(Level.ERROR)).singleElement().asString().contains("UNEXPECTED");
  }

  @Test
  void aFailedObjectIsLoggedAndThrown() throws Exception {
    MigrationProject project = project(new MemoryEndpoint(source));
    source.create(MemoryTables.table("shop", "full").number("id").define());
    sink.create(MemoryTables.table("shop", "full").number("id").define());
    sink.write(w -> w.insert(new ObjectName("shop", "full"), 1));

    MigrationResult result = await(project.start(threads));

    assertThat(heard.end()).isSameAs(result);
    assertThatThrownBy(result::orThrow)
        .isInstanceOfSatisfying(
            MigrationException.class,
            error -> assertThat(error.code()).isEqualTo(ApiError.OBJECTS_FAILED))
        .hasMessageContaining("1 of 4 objects")
        .hasMessageContaining("shop.full")
        .hasMessageContaining("TARGET_");
    assertThat(result.failedObjects())
        .singleElement()
        .satisfies(object -> assertThat(object.errorCode().orElse("")).startsWith("TARGET_"));
    assertThat(lines(Level.WARN)).singleElement().asString().contains("shop.full", "TARGET_");
    assertThat(lines(Level.ERROR)).singleElement().asString().contains("1 of 4 objects");
  }

  @Test
  void aRunThatItsExecutorRefusesIsToldToo() {
    threads.shutdownNow();

    assertThatThrownBy(() -> project(new MemoryEndpoint(source)).start(threads))
        .hasMessageContaining("EXECUTOR_UNFIT");
    assertThat(heard.end().error().orElseThrow().getMessage()).contains("EXECUTOR_UNFIT");
  }

  @Thorough
  @Test
  void aRunThatIsAwaitedOnTheOnlyThreadOfItsExecutorEndsByName() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      MigrationProject project = project(new MemoryEndpoint(source));
      MigrationResult result =
          one.submit(() -> project.start(one).await()).get(2, TimeUnit.MINUTES);
      assertThat(result.error().orElseThrow().code()).isEqualTo(EngineError.EXECUTOR_STARVED);
      assertThat(heard.end()).isSameAs(result);
    } finally {
      one.shutdownNow();
    }
  }

  @Test
  void aRunThatIsClosedBeforeItsExecutorBeginsItEndsAsStopped() throws Exception {
    List<Runnable> queue = new ArrayList<>();
    MigrationRun run = project(new MemoryEndpoint(source)).start(queue::add);
    run.close();

    MigrationResult result = run.result().orElseThrow();
    queue.forEach(Runnable::run);
    assertThat(heard.end()).isSameAs(result);
    assertThat(result.state()).isEqualTo(RunState.STOPPED);
    assertThatThrownBy(result::orThrow).hasMessageContaining("RUN_INCOMPLETE");
  }

  @Test
  void aRunWhoseExecutorEndsBeforeItBeginsItEndsAsStopped() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    one.execute(RunEndTest::sleep);
    MigrationRun run = project(new MemoryEndpoint(source)).start(one);
    one.shutdownNow();

    assertThat(await(run).state()).isEqualTo(RunState.STOPPED);
    assertThat(heard.end().state()).isEqualTo(RunState.STOPPED);
  }

  private static void sleep() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theCompletionComesAfterTheListenersAndMayBlock() throws Exception {
    AtomicReference<MigrationResult> toldBefore = new AtomicReference<>();
    MigrationRun run = project(new MemoryEndpoint(source)).start(threads);
    MigrationResult awaited =
        run.completion()
            .thenApply(
                result -> {
                  toldBefore.set(heard.end());
                  run.close();
                  return awaitQuietly(run);
                })
            .toCompletableFuture()
            .get(LIMIT.toSeconds(), TimeUnit.SECONDS);

    assertThat(toldBefore).hasValue(awaited);
  }

  private static MigrationResult awaitQuietly(MigrationRun run) {
    try {
      return run.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A source that fails by a fault of the library itself. */
  private static final class Broken implements Endpoint {

    @Override
    public String product() {
      return "Broken";
    }

    @Override
    public List<String> faults() {
      return List.of();
    }

    @Override
    public EndpointSession open(EndpointOptions options) {
      throw new StackOverflowError("as planned");
    }
  }

  private static MigrationResult await(MigrationRun run) throws InterruptedException {
    try (run) {
      assertThat(run.await(LIMIT)).as("the run ends").isTrue();
      return run.result().orElseThrow();
    }
  }

  private Stream<String> messages(Level level) {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage);
  }

  private List<String> lines(Level level) {
    return messages(level).toList();
  }

  private MigrationProject project(Endpoint from) {
    return MigrationProject.builder("end")
        .source(from)
        .sink(new MemoryEndpoint(sink))
        .objects(o -> o.include("shop.*"))
        .phases(p -> p.schema().full())
        .listener(heard)
        .build();
  }
}
