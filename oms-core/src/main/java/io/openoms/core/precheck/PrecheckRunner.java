package io.openoms.core.precheck;

import io.openoms.Direction;
import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.PrecheckReport;
import io.openoms.StartAt;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.ResolvedSelection;
import io.openoms.core.plan.SelectionResolver;
import io.openoms.core.plan.SinkRules;
import io.openoms.core.plan.SourceRules;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import io.openoms.spi.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs all checks. A check that breaks is a failed item; the others still run. */
public final class PrecheckRunner {

  private final List<PrecheckItem> items = new ArrayList<>();
  private Set<ObjectName> copied = Set.of();

  private PrecheckRunner() {}

  /** Opens both endpoints and checks; what cannot be reached is a failed item. */
  public static PrecheckReport run(ProjectDefinition project, EndpointOptions options) {
    PrecheckRunner runner = new PrecheckRunner();
    Optional<EndpointSession> source = runner.open("SOURCE", project.source(), options);
    Optional<EndpointSession> sink = runner.open("SINK", project.sink(), options);
    project
        .state()
        .ifPresentOrElse(
            state -> runner.checkState(project, state, options),
            () ->
                sink.flatMap(EndpointSession::stateStore).ifPresent(s -> runner.look(project, s)));
    try {
      if (source.isPresent() && sink.isPresent()) {
        runner.resolveAndCheck(project, source.get(), sink.get());
      } else {
        runner.items.add(
            PrecheckItem.skipped("SELECTION", "objects", "an endpoint cannot be reached"));
      }
    } finally {
      source.ifPresent(EndpointSession::close);
      sink.ifPresent(EndpointSession::close);
    }
    return new PrecheckReport(runner.items);
  }

  /** Checks over open sessions and a resolved selection, when nothing is to be copied. */
  public static PrecheckReport run(
      ProjectDefinition project,
      EndpointSession source,
      EndpointSession sink,
      ResolvedSelection selected) {
    return new PrecheckRunner().report(project, source, sink, selected);
  }

  /**
   * The same, when rows are to be copied.
   *
   * @param state tells which rows at the sink are the project's own
   */
  public static PrecheckReport run(
      ProjectDefinition project,
      EndpointSession source,
      EndpointSession sink,
      StateStore state,
      ResolvedSelection selected) {
    PrecheckRunner runner = new PrecheckRunner();
    runner.look(project, state);
    return runner.report(project, source, sink, selected);
  }

  private PrecheckReport report(
      ProjectDefinition project,
      EndpointSession source,
      EndpointSession sink,
      ResolvedSelection selected) {
    items.add(PrecheckItem.passed("SOURCE_CONNECTIVITY", project.source().toString()));
    items.add(PrecheckItem.passed("SINK_CONNECTIVITY", project.sink().toString()));
    items.addAll(unmatched(selected));
    check(project, source, sink, selected.objects());
    return new PrecheckReport(items);
  }

  /**
   * Makes those checks alone that concern the whole project, before a run touches anything.
   *
   * @return what the user should know, but keeps nothing from running
   * @throws MigrationException PRECHECK_FAILED with everything that does
   */
  public static List<PrecheckItem> requireRunnable(
      ProjectDefinition project,
      EndpointSession source,
      EndpointSession sink,
      ResolvedSelection selected) {
    PrecheckRunner runner = new PrecheckRunner();
    runner.items.addAll(unmatched(selected));
    PrecheckScope scope = runner.scope(project, sink, selected.objects());
    checks(project, source, sink).stream()
        .filter(Precheck::stopsRun)
        .forEach(check -> runner.items.addAll(check.run(scope)));
    List<PrecheckItem> failed = ofStatus(runner.items, PrecheckItem.Status.FAILED);
    if (!failed.isEmpty()) {
      throw new MigrationException(
          EngineError.PRECHECK_FAILED,
          ErrorContext.none(),
          failed.stream()
              .map(i -> i.check() + ": " + i.subject() + ": " + i.cause() + "; " + i.advice())
              .collect(Collectors.joining("; ")));
    }
    return ofStatus(runner.items, PrecheckItem.Status.WARNING);
  }

  /** The tables whose changes the source's log lacks as the source is set up now. */
  public static Set<ObjectName> unlogged(
      ProjectDefinition project,
      EndpointSession source,
      EndpointSession sink,
      ResolvedSelection selected) {
    PrecheckScope scope = new PrecheckRunner().scope(project, sink, selected.objects());
    return checks(project, source, sink).stream()
        .filter(Precheck::stopsRun)
        .flatMap(check -> check.unlogged(scope).stream())
        .collect(Collectors.toSet());
  }

  private static List<PrecheckItem> unmatched(ResolvedSelection selected) {
    return selected.unmatched().stream()
        .map(
            what ->
                PrecheckItem.warning(
                    "SELECTION", "rules", what, "look for a slip in its database or name"))
        .toList();
  }

  private static List<PrecheckItem> ofStatus(List<PrecheckItem> all, PrecheckItem.Status status) {
    return all.stream().filter(item -> item.status() == status).toList();
  }

  private Optional<EndpointSession> open(String use, Endpoint endpoint, EndpointOptions options) {
    String check = use + "_CONNECTIVITY";
    try {
      EndpointSession session = endpoint.open(options);
      items.add(PrecheckItem.passed(check, endpoint.toString()));
      return Optional.of(session);
    } catch (MigrationException e) {
      items.add(
          PrecheckItem.failed(
              check,
              endpoint.toString(),
              e.description(),
              "check address, port, user and password, and that the server accepts connections"));
      return Optional.empty();
    }
  }

  private void checkState(ProjectDefinition project, Endpoint state, EndpointOptions options) {
    try (EndpointSession session = open("STATE", state, options).orElse(null)) {
      if (session != null) {
        session
            .stateStore()
            .ifPresentOrElse(
                store -> look(project, store),
                () ->
                    items.add(
                        PrecheckItem.failed(
                            "STATE_STORE",
                            state.toString(),
                            "it cannot keep a project's state",
                            "name another endpoint for the state")));
      }
    }
  }

  /** Looks which rows at the sink are this project's own. */
  private void look(ProjectDefinition project, StateStore store) {
    try {
      copied = CopiedTargets.of(store.read(project.name()));
    } catch (MigrationException e) {
      items.add(
          PrecheckItem.failed(
              "STATE_STORE",
              project.state().orElse(project.sink()).toString(),
              e.description(),
              e.code().remedy()));
    }
  }

  private void resolveAndCheck(
      ProjectDefinition project, EndpointSession source, EndpointSession sink) {
    if (source.catalog().isEmpty()) {
      items.add(PrecheckItem.failed("SELECTION", "objects", "the source has no catalog", ""));
      return;
    }
    try {
      ProjectDefinition compared = SourceRules.of(project, source);
      ResolvedSelection selected =
          new SelectionResolver(
                  source.catalog().get(),
                  source.snapshot(),
                  compared.selection(),
                  sink.catalog().orElse(source.catalog().get()))
              .resolve();
      items.add(PrecheckItem.passed("SELECTION", selected.objects().size() + " objects"));
      items.addAll(unmatched(selected));
      check(compared, source, sink, selected.objects());
    } catch (MigrationException e) {
      // What the account may not see may be named by a rule, and no rule be wrong.
      String advice =
          e.code() == EngineError.SELECTION_INVALID
              ? "correct the project's objects"
              : e.code().remedy();
      String subject = e.context().object().map(ObjectName::toString).orElse("objects");
      items.add(PrecheckItem.failed("SELECTION", subject, e.description(), advice));
    }
  }

  private void check(
      ProjectDefinition project,
      EndpointSession source,
      EndpointSession sink,
      List<MigratedObject> objects) {
    PrecheckScope scope = scope(project, sink, objects);
    checks(project, source, sink).forEach(check -> run(check, scope));
  }

  private PrecheckScope scope(
      ProjectDefinition project, EndpointSession sink, List<MigratedObject> objects) {
    Map<ObjectName, ObjectName> tables =
        objects.stream()
            .filter(object -> object.kind() == ObjectKind.TABLE)
            .collect(Collectors.toMap(MigratedObject::source, MigratedObject::target));
    return new PrecheckScope(
        project.phases().selected(),
        tables,
        project.phases().fullOptions().conflict(),
        project.stateSchema(),
        project.phases().contains(Phase.INCREMENTAL)
            && project.phases().incrementalOptions().heartbeat().isPresent(),
        project.bothWays().isPresent() || project.phases().areBothWays(),
        sink.schemaTarget().map(SchemaTarget::refusedInNames).orElse(""),
        copied,
        project.phases().contains(Phase.VERIFICATION)
            && project.phases().verificationOptions().repair());
  }

  private static List<Precheck> checks(
      ProjectDefinition project, EndpointSession source, EndpointSession sink) {
    List<Precheck> checks = new ArrayList<>();
    checks.add(new ThreadsCheck(project.phases().threadsNeeded()));
    checks.add(new ConnectionsCheck(project, source, sink));
    checks.add(new NameCaseCheck(source.facts(), sink.facts()));
    if (project.phases().contains(Phase.SWITCHOVER)) {
      checks.add(new ReverseCheck(source, sink));
    }
    if (project.phases().areBothWays()
        || project.bothWays().filter(way -> way.direction() == Direction.FORWARD).isPresent()) {
      checks.add(new BothWaysCheck(project, source, sink));
    }
    checks.add(new ClockCheck(source.facts(), sink.facts()));
    source.catalog().ifPresent(c -> checks.add(new CollationsCheck(c, sink.facts())));
    source.catalog().ifPresent(c -> checks.add(new OthersCheck(c)));
    Optional<SinkRules> rules = sink.rowSink().map(SinkRules::of);
    rules.ifPresent(r -> checks.add(new SinkOptionsCheck(r, project)));
    source
        .catalog()
        .flatMap(
            c ->
                source
                    .changeLog()
                    .flatMap(log -> rules.map(r -> new FollowableCheck(project, c, log, r))))
        .ifPresent(checks::add);
    checks.addAll(startChecks(project, source));
    checks.addAll(source.prechecks(EndpointUse.SOURCE));
    checks.addAll(sink.prechecks(EndpointUse.SINK));
    return checks;
  }

  private static List<Precheck> startChecks(ProjectDefinition project, EndpointSession source) {
    StartAt start = project.phases().incrementalOptions().start();
    boolean isNamed = project.phases().contains(Phase.INCREMENTAL) && !start.isNow();
    return source.changeLog().filter(log -> isNamed).stream()
        .<Precheck>flatMap(
            log -> Stream.of(new StartKindCheck(log, start), new StartPlaceCheck(log, start)))
        .toList();
  }

  private void run(Precheck check, PrecheckScope scope) {
    try {
      items.addAll(check.run(scope));
    } catch (MigrationException e) {
      items.add(
          PrecheckItem.failed(e.code().name(), "the project", e.description(), e.code().remedy()));
    }
  }
}
