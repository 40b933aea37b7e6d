package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_80;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openoms.ComparedPart;
import io.openoms.ConflictPolicy;
import io.openoms.MigrationListener;
import io.openoms.MigrationPlan;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.ObjectSelection;
import io.openoms.Phases;
import io.openoms.TableChoice;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningEvent;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules, lists, filters and merged tables between real servers. */
@WithServers
class SelectionIT {

  private final DatabaseServer from;
  private final DatabaseServer to;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  private String database = "";
  private String target = "";

  SelectionIT(@Server(MYSQL_80) DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
  }

  @BeforeEach
  void create() {
    database = from.createDatabase("selected");
    target = database + "_x";
    for (int shard = 0; shard < 3; shard++) {
      table("orders_" + shard, "id INT PRIMARY KEY, v VARCHAR(20), n INT, UNIQUE KEY un (n)");
      List<String> rows = new ArrayList<>();
      for (int id = shard; id < 1_200; id += 3) {
        rows.add("(" + id + ", 'v " + id + "', " + id + ")");
      }
      insert("orders_" + shard, String.join(", ", rows));
    }
    table("keyless", "v INT");
    insert("keyless", "(1), (1), (2)");
    table("tmp_1", "id INT PRIMARY KEY");
  }

  @AfterEach
  void drop() {
    threads.shutdownNow();
    from.execute("DROP DATABASE " + database);
    to.execute("DROP DATABASE IF EXISTS " + database, "DROP DATABASE IF EXISTS " + target);
  }

  @Test
  void aListOfAPlanSelectsTheSame() throws Exception {
    MigrationPlan plan =
        project(
                o ->
                    o.include(database + ".*=" + target + ".*")
                        .exclude(database + ".[!ko]*")
                        .map(database + ".keyless", target + ".heap")
                        .where(database + ".orders_1", "v <> 'v 4' AND \"a,b\" = 'a,b'")
                        .columns(database + ".orders_1", "v", "id"),
                ConflictPolicy.STOP)
            .plan();
    MigrationResult result = run(o -> o.csv(plan.objectsAsCsv()), ConflictPolicy.STOP);

    assertThat(result.isComplete()).as("%s", result.objects()).isTrue();
    assertThat(atSink("heap", "v")).isEqualTo(atSource("keyless", "v"));
    assertThat(atSink("orders_0", "*")).isEqualTo(atSource("orders_0", "*"));
    assertThat(atSink("orders_1", "*")).isEqualTo(atSource("orders_1 WHERE id <> 4", "v, id"));
    assertThat(result.objects()).hasSize(4);
    assertVerifiesThePart(plan.objectsAsCsv());
  }

  /** What the filter and the columns leave behind does not count, and the report names the part. */
  private void assertVerifiesThePart(String objects) throws Exception {
    from.execute("UPDATE " + database + ".orders_1 SET n = -n");
    insert("orders_1", "(5000, 'v 4', 5000)");
    to.execute("UPDATE " + target + ".orders_1 SET v = 'spoiled' WHERE id = 7");
    MigrationProject verifying =
        project(o -> o.csv(objects), p -> p.verification(v -> v.chunkRows(100)));
    try (MigrationRun run = verifying.start(threads)) {
      assertPart(run.await().verification().orElseThrow());
    }
    assertPart(verifying.status().orElseThrow().verification().orElseThrow());
  }

  private void assertPart(VerificationReport report) {
    ComparedPart part =
        new ComparedPart(
            ObjectName.parse(database + ".orders_1"),
            "where v <> 'v 4' AND \"a,b\" = 'a,b' columns [v, id]");
    assertThat(report.tables()).hasSize(4);
    for (TableVerification table : report.tables()) {
      boolean isPart = table.target().name().equals("orders_1");
      assertThat(table.parts()).isEqualTo(isPart ? List.of(part) : List.of());
      assertThat(table.different()).as("%s", table).isEqualTo(isPart ? 1 : 0);
      assertThat(table.found()).as("%s", table).isEqualTo(isPart ? 1 : 0);
    }
  }

  @Test
  void everythingWrongIsToldAtOnceAndNothingIsTouched() throws Exception {
    table("other", "id INT PRIMARY KEY, v VARCHAR(20), m INT");
    Consumer<ObjectSelection.Builder> faulty =
        o ->
            o.include(database + ".orders_*", database + ".nothing_*")
                .include(
                    database + ".keyless=" + target + ".one",
                    database + ".tmp_1=" + target + ".one")
                .merge(target + ".two", database + ".other", database + ".orders_2")
                .include(database + ".other")
                .where(database + ".orders_0", "id >")
                .where(database + ".orders_1", "nobody = 1")
                .where(database + ".gone", "1 = 1")
                .columns(database + ".tmp_1", "idd");
    MigrationResult result = run(faulty, ConflictPolicy.STOP);

    MigrationException error = result.error().orElseThrow();
    assertThat(error.code().name()).isEqualTo("SELECTION_INVALID");
    assertThat(error.getMessage())
        .contains(
            "'" + database + ".nothing_*' matches nothing",
            "have one target, " + target + ".one",
            "where names " + database + ".gone",
            database + ".orders_0: the source does not take the row filter",
            database + ".orders_1: the source does not take the row filter",
            "idd");
    assertThat(result.objects()).isEmpty();
    assertThat(count("information_schema.schemata WHERE schema_name LIKE '" + database + "%'"))
        .isZero();
    assertThat(project(o -> o.include(database + ".*"), ConflictPolicy.STOP).status()).isEmpty();
    MigrationException planned =
        catchThrowableOfType(
            MigrationException.class, () -> project(faulty, ConflictPolicy.STOP).plan());
    assertThat(planned.getMessage()).isEqualTo(error.getMessage());
  }

  @Test
  void tablesThatDoNotAgreeAreNotMerged() throws Exception {
    table("orders_9", "id BIGINT PRIMARY KEY, v VARCHAR(20), w INT");
    MigrationResult result =
        run(o -> o.include(database + ".orders_*=" + target + ".orders"), ConflictPolicy.STOP);

    assertThat(result.error().orElseThrow().getMessage())
        .contains(
            "orders_9 cannot be merged",
            "column id is defined otherwise",
            "column n is missing",
            "column w is in it alone",
            "keys are others");
  }

  @Test
  void tablesAreMergedAndOneMayJoinLater() throws Exception {
    String rule = database + ".orders_[01]=" + target + ".orders";
    MigrationResult result = run(o -> o.include(rule), ConflictPolicy.STOP);
    assertThat(result.isComplete()).as("%s", result.objects()).isTrue();
    assertThat(count(target + ".orders")).isEqualTo(800);

    result =
        run(
            o -> o.include(rule).merge(target + ".orders", database + ".orders_2"),
            ConflictPolicy.STOP);
    assertThat(result.isComplete()).as("%s", result.objects()).isTrue();
    List<String> all = new ArrayList<>();
    for (int shard = 0; shard < 3; shard++) {
      all.addAll(atSource("orders_" + shard, "*"));
    }
    Collections.sort(all);
    assertThat(atSink("orders", "*")).isEqualTo(all);
    assertThat(
            count(
                "information_schema.statistics WHERE index_name = 'un' AND table_schema = '"
                    + target
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void aViewOfAMergedTableIsRefusedAndOthersArrive() throws Exception {
    String view = "CREATE VIEW " + database + ".";
    String orders = database + ".orders_0";
    from.execute(
        view + "plain AS SELECT v FROM " + database + ".keyless",
        view + "one AS SELECT id FROM " + orders,
        view
            + "inside AS SELECT v FROM "
            + database
            + ".keyless WHERE v IN (SELECT n FROM "
            + orders
            + ")",
        view + "above AS SELECT id FROM " + database + ".one");
    MigrationResult result =
        run(
            o ->
                o.merge(target + ".orders", database + ".orders_0", database + ".orders_1")
                    .include(database + ".*=" + target + ".*"),
            ConflictPolicy.STOP);
    assertThat(result.error()).isEmpty();

    Map<String, String> errors = new HashMap<>();
    result.objects().forEach(o -> errors.put(o.source().name(), o.error().orElse("")));
    assertThat(errors.get("one")).contains("OBJECT_NOT_SUPPORTED", "orders_0");
    assertThat(errors.get("inside")).contains("OBJECT_NOT_SUPPORTED", "orders_0");
    assertThat(errors.get("above")).isNotEmpty();
    assertThat(errors.get("plain")).isEmpty();
    assertThat(count("information_schema.views WHERE table_schema = '" + target + "'"))
        .isEqualTo(1);
    assertThat(count(target + ".orders")).isEqualTo(800);
  }

  @Test
  void targetsThatDifferInCaseAloneAreOne() throws Exception {
    table("Orders_0", "id INT PRIMARY KEY");
    MigrationResult result = run(o -> o.include(database + ".?rders_0"), ConflictPolicy.STOP);
    assertThat(result.error().orElseThrow().getMessage()).contains("are one name at the sink");
  }

  @Test
  void rowsOfMergedTablesWithoutAKeyAreNeverDoubled() throws Exception {
    table("heap", "v INT");
    insert("heap", "(1), (3)");
    String both = database + ".[kh]e*=" + target + ".one";
    assertThat(run(o -> o.include(both), ConflictPolicy.STOP).isComplete()).isTrue();
    assertThat(count(target + ".one")).isEqualTo(5);
    run(o -> o.include(both).exclude(database + ".heap"), ConflictPolicy.STOP);
    MigrationResult again = run(o -> o.include(both), ConflictPolicy.STOP);
    assertThat(again.objects())
        .filteredOn(o -> o.status().isFailure())
        .singleElement()
        .satisfies(o -> assertThat(o.error().orElse("")).contains("TARGET_NOT_EMPTY", "no key"));
    assertThat(count(target + ".one")).isEqualTo(5);
  }

  @Test
  void collidingKeysOfMergedTablesAreMetByThePolicy() throws Exception {
    from.execute("UPDATE " + database + ".orders_1 SET id = id - 1 WHERE id < 100");
    Consumer<ObjectSelection.Builder> rule =
        o -> o.include(database + ".orders_*=" + target + ".orders");
    MigrationResult stopped = run(rule, ConflictPolicy.STOP);
    assertThat(stopped.error()).isEmpty();
    assertThat(stopped.objects())
        .filteredOn(o -> o.status().isFailure())
        .singleElement()
        .satisfies(o -> assertThat(o.error().orElse("")).contains("DUPLICATE_ROW", "PRIMARY"));
    assertThat(count(target + ".orders")).isGreaterThanOrEqualTo(800);

    MigrationResult result = run(rule, ConflictPolicy.IGNORE);
    assertThat(result.isComplete()).as("%s", result.objects()).isTrue();
    assertThat(result.objects().stream().mapToLong(ObjectResult::conflicts).sum()).isEqualTo(33);
    assertThat(count(target + ".orders")).isEqualTo(1_200 - 33);
    assertThat(result.objects().stream().mapToLong(ObjectResult::rows).sum()).isEqualTo(1_167);
  }

  @Test
  void aRuleOfTheFutureMayMatchNothingNow() throws Exception {
    Consumer<ObjectSelection.Builder> rules =
        o -> o.include(database + ".tmp_*").future(database + ".later_*=" + target + ".*");
    assertThat(run(rules, ConflictPolicy.STOP).objects()).hasSize(1);
    table("later_1", "id INT PRIMARY KEY");
    insert("later_1", "(7)");
    assertThat(run(rules, ConflictPolicy.STOP).objects()).hasSize(2);
    assertThat(atSink("later_1", "id")).hasSize(1);
  }

  @Test
  void onlyTablesWithAUniqueKeyWhereThatIsAskedFor() throws Exception {
    Consumer<ObjectSelection.Builder> keyed =
        o -> o.include(database + ".*").tables(TableChoice.WITH_UNIQUE_KEY);
    assertThat(project(keyed, ConflictPolicy.STOP).plan().notMigrated())
        .singleElement()
        .asString()
        .contains(database + ".keyless has no unique key");
    MigrationResult result = run(keyed, ConflictPolicy.STOP);
    assertThat(result.isComplete()).isTrue();
    assertThat(result.objects()).hasSize(4).noneMatch(o -> o.source().name().equals("keyless"));
    assertThat(warnings).anyMatch(w -> w.startsWith("LEFT_BEHIND"));

    MigrationResult named =
        run(keyed.andThen(o -> o.include(database + ".keyless")), ConflictPolicy.STOP);
    assertThat(named.error().orElseThrow().getMessage()).contains("keyless is selected by name");
  }

  private MigrationResult run(Consumer<ObjectSelection.Builder> objects, ConflictPolicy policy)
      throws Exception {
    try (MigrationRun run = project(objects, policy).start(threads)) {
      return run.await();
    }
  }

  private MigrationProject project(
      Consumer<ObjectSelection.Builder> objects, ConflictPolicy policy) {
    return project(objects, p -> p.schema().full(f -> f.conflict(policy).chunkRows(100)));
  }

  private MigrationProject project(
      Consumer<ObjectSelection.Builder> objects, Consumer<Phases.Builder> phases) {
    return MigrationProject.builder(database)
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(objects)
        .phases(phases)
        .listener(
            new MigrationListener() {
              @Override
              public void onWarning(WarningEvent event) {
                warnings.add(event.code() + " " + event.message());
              }
            })
        .build();
  }

  private void table(String name, String columns) {
    from.execute(
        "CREATE TABLE " + database + "." + name + " (" + columns + ") COLLATE utf8mb4_general_ci");
  }

  private void insert(String table, String rows) {
    from.execute("INSERT INTO " + database + "." + table + " VALUES " + rows);
  }

  private List<String> atSource(String table, String columns) throws Exception {
    try (Connection connection = from.connect()) {
      return TableDigest.rows(connection, database + "." + table, columns);
    }
  }

  private List<String> atSink(String table, String columns) throws Exception {
    try (Connection connection = to.connect()) {
      return TableDigest.rows(connection, target + "." + table, columns);
    }
  }

  private long count(String what) throws Exception {
    try (Connection connection = to.connect()) {
      return TableDigest.rows(connection, what, "1").size();
    }
  }
}
