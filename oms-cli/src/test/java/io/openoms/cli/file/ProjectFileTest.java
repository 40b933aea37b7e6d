package io.openoms.cli.file;

import static java.util.regex.Pattern.DOTALL;
import static java.util.regex.Pattern.MULTILINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openoms.Phase;
import io.openoms.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectFileTest {

  private static final String SOUND =
      """
      project: shop
      source: {type: mysql, url: "jdbc:mysql://127.0.0.1:3306/", user: oms, password: "${SHOP_PW}"}
      sink: {type: oceanbase, url: "jdbc:mysql://127.0.0.1:2881/", user: root, password: ""}
      objects:
        include: ["shop.*", "crm.client*=sales.*"]
        exclude: ["shop.tmp_*"]
        map: {"shop.orders": "sales.orders"}
        where: {"shop.audit": "id > 100"}
        columns: {"shop.person": ["id", "name"]}
      phases: [schema, full]
      options: {readers: 3, writers: 2, rows_per_second: 0, bytes_per_second: 10MB, conflict: stop,
                transactional: false, state_schema: oms_state, spool: {dir: "x", max_bytes: 10GB},
                ddl: stop, dml: [insert, update, delete], start: {at: now},
                verification: {mode: in, rows_per_second: 0, bytes_per_second: 1MB, resume: false, workers: 3, chunk_rows: 0, samples: 5,
                               patience_seconds: 60, scope: all, schedule_seconds: 0},
                collations: {"shop.a.b": utf8mb4_bin}}
      """;

  @TempDir private Path directory;

  @Test
  void everyKeyOfTheContractIsTaken() throws IOException {
    ProjectFile file = read(SOUND);
    assertThat(file.name()).isEqualTo("shop");
    assertThat(file.phases()).containsExactly(Phase.SCHEMA, Phase.FULL);
    assertThat(file.build(Optional.empty()).threadsNeeded()).isEqualTo(1 + 3 + 2);
    assertThat(file.build(Optional.empty()).toString()).doesNotContain("hunter2");
  }

  @Test
  void theProjectOfEachPageIsSound() throws IOException {
    Pattern blocks = Pattern.compile("^```yaml\n(project:.*?)^```", MULTILINE | DOTALL);
    List<String> found = new ArrayList<>();
    try (Stream<Path> pages = Files.walk(Path.of("..", "docs"))) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".md")).toList()) {
        blocks.matcher(Files.readString(page)).results().forEach(b -> found.add(b.group(1)));
      }
    }
    assertThat(found).hasSizeGreaterThan(5);
    for (String project : found) {
      assertThat(read(project).build(Optional.empty()).phases()).contains(Phase.FULL);
    }
  }

  @Test
  void aPresetSetsReadersAndWriters() throws IOException {
    String fast = SOUND.replace("readers: 3, writers: 2", "concurrency: fast");
    assertThat(read(fast).build(Optional.empty()).threadsNeeded()).isEqualTo(1 + 8 + 8);
    String custom = SOUND.replace("readers: 3", "concurrency: custom, readers: 3");
    assertThat(read(custom).build(Optional.empty()).threadsNeeded()).isEqualTo(1 + 3 + 2);
  }

  @Test
  void optionsOfFollowingCountWhereItIsAPhase() throws IOException {
    String text =
        SOUND
            .replace("[schema, full]", "[schema, full, incremental]")
            .replace("transactional: false", "lanes: 7, transactional: false");
    assertThat(read(text).build(Optional.empty()).threadsNeeded()).isEqualTo(2 + 1 + 7);
    String beating = text.replace("lanes: 7", "lanes: 7, heartbeat_seconds: 5");
    assertThat(read(beating).build(Optional.empty()).threadsNeeded()).isEqualTo(2 + 1 + 7 + 1);
    String whole = text.replace("transactional: false", "transactional: true");
    assertThat(read(whole).build(Optional.empty()).threadsNeeded()).isEqualTo(2 + 3 + 2);
  }

  @Test
  void optionsOfVerificationCountWhereItIsAPhase() throws IOException {
    String text = SOUND.replace("[schema, full]", "[full, verification]");
    assertThat(read(text).build(Optional.empty()).threadsNeeded()).isEqualTo(1 + 3 + 2);
    String many = text.replace("workers: 3", "workers: 9");
    assertThat(read(many).build(Optional.empty()).threadsNeeded()).isEqualTo(1 + 9);
    String alone = many.replace("[full, verification]", "[verification]");
    assertThat(read(alone).phases()).containsExactly(Phase.VERIFICATION);
    assertThat(faults(text.replace("workers: 3", "workers: 0")))
        .containsExactly("verification.workers takes 1 to 64, not 0");
    assertThat(faults(text.replace("patience_seconds: 60", "patience_seconds: 9999999999")))
        .singleElement()
        .asString()
        .contains("verification.patience takes 0 s to 24 hours");
    assertThat(read(SOUND.replace("workers: 3", "workers: 0")).phases())
        .as("of a phase that does not run")
        .containsExactly(Phase.SCHEMA, Phase.FULL);
  }

  @Test
  void aStandbyIsNamedBesideItsPrimary() throws IOException {
    String text =
        SOUND.replace("type: mysql,", "type: mysql, standby: \"jdbc:mysql://127.0.0.1:3307/\",");
    assertThat(read(text).build(Optional.empty()).toString())
        .contains("with a standby at jdbc:mysql://127.0.0.1:3307/")
        .doesNotContain("hunter2");
  }

  @Test
  void aChangefeedIsNamedByItsTopicAndTimeZone() throws IOException {
    String text =
        """
        project: shop
        source: {type: tidb, url: "jdbc:mysql://127.0.0.1:4000/", user: root, password: "",
                 kafka: {bootstrap: "k1:9092", topic: changes, time_zone: Asia/Shanghai,
                         properties: {sasl: {jaas.config: "${SHOP_PW}"}, security.protocol: SSL}}}
        sink: {type: oceanbase, url: "jdbc:mysql://127.0.0.1:2881/", user: root, password: ""}
        objects: {include: ["shop.*"]}
        phases: [schema, full, incremental, switchover, reverse_incremental]
        """;
    assertThat(read(text).build(Optional.empty()).toString())
        .contains("topic changes at k1:9092")
        .doesNotContain("hunter2");
    assertThat(faults(text.replaceAll("(?s)kafka: .*SSL}}", "kafka: {topik: x, time_zone: Y}")))
        .anySatisfy(fault -> assertThat(fault).contains("no key topik"))
        .anySatisfy(fault -> assertThat(fault).contains("no address of Kafka"))
        .anySatisfy(fault -> assertThat(fault).contains("none that Java knows"));
    assertThat(faults(text.replaceAll("(?s)kafka: .*SSL}}", "kafka: none")))
        .contains("source.kafka: takes keys and values");
  }

  @Test
  void aClusterIsNamedByItsZooKeeperAndProperties() throws IOException {
    String text =
        """
        project: cells
        source: {type: hbase, zookeeper: "zk1:2181,zk2:2181", znode: /cells,
                 properties: {hbase.rpc.timeout: 5000, secret: "${SHOP_PW}"}}
        sink: {type: obkv, url: "jdbc:mysql://127.0.0.1:2881/", user: root, password: "",
               table_template: "CREATE TABLE {table} (K varbinary(9))"}
        objects: {include: ["default.t"]}
        phases: [schema, full, verification]
        """;
    assertThat(read(text).build(Optional.empty()).toString())
        .contains("zk1:2181,zk2:2181/cells", "hbase.rpc.timeout", "obkv at")
        .doesNotContain("hunter2", "5000");
    assertThat(faults(text.replace("zk1:2181,", "zk1 ").replace("{table}", "{tables}")))
        .anySatisfy(fault -> assertThat(fault).contains("zookeeper takes addresses"))
        .anySatisfy(fault -> assertThat(fault).contains("lacks the place {table}"))
        .anySatisfy(fault -> assertThat(fault).contains("unknown place {tables}"));
    assertThat(faults(text.replace("znode: /cells", "znode: {a: b}")))
        .containsExactly("source.znode: takes a text");
    assertThat(faults(text.replaceAll("properties: \\{.*\"}", "properties: none")))
        .containsExactly("source.properties: takes keys and values");
  }

  @Test
  void objectsMayStandInAListBesideTheFile() throws IOException {
    Files.writeString(
        directory.resolve("objects.csv"),
        "source_database,source_table,row_filter\r\nshop,orders,\"note = 'a, b'\"\r\n");
    String rules = SOUND.substring(SOUND.indexOf("objects:"), SOUND.indexOf("phases:"));
    String text = SOUND.replace(rules, "objects: {csv: objects.csv}\n");
    assertThat(read(text).build(Optional.empty()).toString()).contains("project shop");
    Files.writeString(directory.resolve("objects.csv"), "source_database\nshop\n");
    assertThat(faults(text)).singleElement().asString().contains("csv line 1: the first line");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "project: shop | | project: is missing",
        "type: mysql, | type: db2, | source.type: takes one of",
        "type: oceanbase, | type: hbase, | sink.type: hbase as a sink is not built yet",
        "user: oms, | user: oms, port: 1, | source.port: unknown key",
        "${SHOP_PW} | ${NOBODY} | source.password: the environment has no variable NOBODY",
        "phases: [schema, full] | phases: [full, switchover] | switchover needs the phase incremental",
        "phases: [schema, full] | phases: [reverse_incremental] | reverse_incremental needs the phase incremental",
        "ddl: stop | two_way: {conflict: newest} | options.two_way.conflict: takes one of latest",
        "ddl: stop | two_way: {conflict: latest} | options.two_way.column: is missing",
        "ddl: stop | two_way: {column: at} | options.two_way.column: goes with conflict: latest",
        "ddl: stop | ddl: skip | options.ddl: takes one of refuse, skip_unsupported, stop",
        "{at: now} | {at: yesterday} | options.start.at: takes one of now",
        "{at: now} | {time: yesterday} | options.start.time: takes a time with its zone",
        "{at: now} | {file: binlog.000001} | options.start.file: goes with offset",
        "{at: now} | {file: binlog.000001, offset: far} | options.start.offset: takes a whole",
        "{at: now} | {at: now, gtid: 'a:1'} | options.start.at: takes one of {at: now}, {time:",
        "phases: [schema, full] | phases: [full, schema] | phases: schema stands twice, or behind",
        "phases: [schema, full] | phases: [copy] | phases: 'copy' is no phase",
        "phases: [schema, full] | phases: full | phases: takes a list",
        "phases: [schema, full] | | phases: is missing",
        "readers: 3 | concurrency: fast, readers: 3 | options.readers: stands beside concurrency",
        "readers: 3 | concurrency: wild | options.concurrency: takes one of custom, fast",
        "type: mysql, | type: mysql, role: second, | source.role: takes one of primary, standby",
        "type: mysql, | type: mysql, standby: 'localhost', | source: standby: ",
        "type: mysql, | type: mysql, role: standby, standby: 'jdbc:mysql://h:1/', | cannot have a standby",
        "readers: 3 | readers: many | options.readers: takes a whole number",
        "readers: 3 | readers: 0 | full.readers takes 1 to 256, not 0",
        "shop.a.b | shop.b | options.collations: takes columns as database.table.column",
        "10MB | fast | options.bytes_per_second: takes a number of bytes",
        "conflict: stop | conflict: replace | options.conflict: takes one of ignore, stop, truncate",
        "dml: [insert, | dml: [upsert, | options.dml: takes a list of insert, update, delete",
        "mode: in | mode: hard | options.verification.mode: takes one of in, normal",
        "scope: all | scope: some | options.verification.scope:",
        "schedule_seconds: 0 | schedule_seconds: soon | verification.schedule_seconds: takes a",
        "samples: 5 | sample: 5 | options.verification.sample: unknown key",
        "workers: 3 | workers: none | options.verification.workers: takes a whole number",
        "transactional: false | transactonal: false | options.transactonal: unknown key",
        "'\"shop.*\"' | '\"shop*\"' | objects: ",
        "'\"crm.client*=sales.*\"' | '\"*.cl[ient\"' | objects: ",
        "exclude: | csv: objects.csv\\n  exclude: | objects.exclude: stands beside csv",
        "exclude: | csv: objects.csv\\n  exclude: | objects.csv cannot be read",
        "exclude: | tables: keyed\\n  exclude: | objects.tables: takes one of all, with_unique_key",
        "exclude: | merge: {x: [shop.a]}\\n  exclude: | 'x' is not of the form database.table",
        "project: shop | project: shop\\nproject: again | line 2: a key stands there twice",
        "project: shop | project: [shop | this is no YAML",
      })
  void aFaultIsNamedByItsKey(String sound, String faulty, String fault) throws IOException {
    String text = SOUND.replace(sound, faulty == null ? "" : faulty);
    assertThat(text).isNotEqualTo(SOUND);
    assertThat(faults(text)).anySatisfy(found -> assertThat(found).contains(fault));
    assertThat(faults(text).toString()).doesNotContain("hunter2");
  }

  @Test
  void everyPolicyForChangesOfDefinitionsIsTaken() throws IOException {
    for (String policy : List.of("stop", "refuse", "skip_unsupported")) {
      String text = SOUND.replace("ddl: stop", "ddl: " + policy);
      assertThat(read(text).build(Optional.empty()).name()).isEqualTo("shop");
    }
  }

  @Test
  void theListOfChangesToSkipIsTaken() throws IOException {
    String followed = SOUND.replace("[schema, full]", "[schema, full, incremental]");
    String listed = followed.replace("ddl: stop", "ddl: stop, ddl_skip: [1061, 'no such key']");
    assertThat(read(listed).build(Optional.empty()).name()).isEqualTo("shop");
    assertThat(faults(followed.replace("ddl: stop", "ddl: refuse, ddl_skip: [1061]")))
        .anySatisfy(found -> assertThat(found).contains("does not go with the policy REFUSE"));
    assertThat(faults(followed.replace("ddl: stop", "ddl_skip: ['', 0]")))
        .anySatisfy(found -> assertThat(found).contains("takes the number of an error"));
    assertThat(faults(SOUND.replace("ddl: stop", "ddl_skip: 1061")))
        .anySatisfy(found -> assertThat(found).contains("options.ddl_skip: takes a list"));
  }

  @Test
  void aPlaceToBeginAtIsForProjectsWithoutACopy() throws IOException {
    for (String start :
        List.of(
            "{time: '2026-11-28T10:00:00Z'}",
            "{gtid: '3e11fa47-71ca-11e1-9e33-c80aa9429562:1-23'}",
            "{file: binlog.000012, offset: 4711}",
            "{position: 'binlog/1 file=binlog.000012 offset=4711'}")) {
      String text = SOUND.replace("{at: now}", start);
      String following = text.replace("[schema, full]", "[schema, incremental]");
      assertThat(read(following).build(Optional.empty()).name()).isEqualTo("shop");
      assertThat(faults(text.replace("[schema, full]", "[schema, full, incremental]")))
          .singleElement()
          .asString()
          .contains("incremental.start is for projects without the phase full");
    }
  }

  @Test
  void allFaultsAreToldAtOnceAndEachOnce() throws IOException {
    List<String> faults =
        faults("sink: {type: oceanbase}\nobjects: {include: [\"shop\"]}\nspeed: high\n");
    assertThat(faults)
        .anySatisfy(fault -> assertThat(fault).startsWith("project: is missing"))
        .anySatisfy(fault -> assertThat(fault).startsWith("source.type: is missing"))
        .anySatisfy(fault -> assertThat(fault).startsWith("sink.url: is missing"))
        .anySatisfy(fault -> assertThat(fault).startsWith("phases: is missing"))
        .anySatisfy(fault -> assertThat(fault).startsWith("objects: "))
        .anySatisfy(fault -> assertThat(fault).startsWith("speed: unknown key"))
        .hasSize(6);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path nobody = directory.resolve("nobody.yaml");
    assertThat(faultsOf(nobody)).singleElement().asString().contains("nobody.yaml");
  }

  private ProjectFile read(String text) throws IOException {
    return ProjectFile.read(write(text), Map.of("SHOP_PW", "hunter2", "SINK_PW", "hunter3"));
  }

  private List<String> faults(String text) throws IOException {
    return faultsOf(write(text));
  }

  private static List<String> faultsOf(Path file) {
    ConfigurationException thrown =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> ProjectFile.read(file, Map.of("SHOP_PW", "hunter2")));
    assertThat(thrown).as("a fault must be found").isNotNull();
    return thrown.faults();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("project.yaml"), text.replace("\\n", "\n"));
  }
}
