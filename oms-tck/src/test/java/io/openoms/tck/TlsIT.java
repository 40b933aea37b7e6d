package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.PrecheckItem;
import io.openoms.TlsMode;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Protection of connections, against a server with the certificates that it made for itself. */
class TlsIT {

  private static final String STORE_SECRET = "Store-Secret-1";

  private final DatabaseServer from = Servers.mysql97().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private String database = "";
  @TempDir private Path directory;

  @BeforeEach
  void create() {
    database = from.createDatabase("tls");
    from.execute(
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY)",
        "CREATE USER " + database + " IDENTIFIED BY 'Secret-1' REQUIRE SSL",
        "GRANT SELECT ON " + database + ".* TO " + database);
  }

  @AfterEach
  void drop() {
    from.execute("DROP DATABASE " + database, "DROP USER " + database);
  }

  @Test
  void withoutProtectionTheServerRefusesThisUser() {
    assertFails(source().tls(TlsMode.DISABLED));
  }

  @Test
  void encryptedIsEnoughForRequired() {
    assertPasses(source().tls(TlsMode.REQUIRED));
  }

  @Test
  void anUnknownAuthorityIsRefusedAtOnce() {
    long began = System.nanoTime();
    String cause = assertFails(source().tls(TlsMode.VERIFY_CA));
    assertThat(cause).contains("its certificate is not trusted");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void aTrustedAuthorityIsEnoughForVerifyCaButAnotherHostsNameIsNotForVerifyIdentity()
      throws Exception {
    MySql trusting = source().trustStore(store(), STORE_SECRET);
    assertPasses(trusting.tls(TlsMode.VERIFY_CA));
    assertFails(trusting.tls(TlsMode.VERIFY_IDENTITY));
    assertThat(trusting.toString()).doesNotContain(STORE_SECRET).doesNotContain("Secret-1");
  }

  @Test
  void aSinkThatOffersNoProtectionIsNamed() {
    PrecheckItem item =
        connectivity(
            MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()),
            OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()).tls(TlsMode.REQUIRED),
            "SINK_CONNECTIVITY");
    assertThat(item.status()).isEqualTo(PrecheckItem.Status.FAILED);
    assertThat(item.cause()).contains("SSL");
  }

  /** The server lets this user in over TLS alone, for rows and for its log. */
  @Test
  void theLogIsReadOverTls() throws Exception {
    from.execute(
        "GRANT REPLICATION SLAVE, REPLICATION CLIENT, RELOAD, XA_RECOVER_ADMIN ON *.* TO "
            + database,
        "INSERT INTO " + database + ".t VALUES (1)");
    MigrationProject project =
        MigrationProject.builder(database)
            .source(source().trustStore(store(), STORE_SECRET).tls(TlsMode.VERIFY_CA))
            .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
            .objects(o -> o.include(database + ".*"))
            .phases(
                p ->
                    p.schema()
                        .full()
                        .incremental(i -> i.spoolDirectory(directory.resolve("spool"))))
            .build();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (MigrationRun run = project.start(threads)) {
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).as("%s", run.result()).isTrue();
      from.execute("INSERT INTO " + database + ".t VALUES (2)");
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      assertThat(versionsOfTheLogsReaders()).containsExactly("TLSv1.3");
      new SqlComparison(from, to, database).assertSameContent(List.of("t"));
    } finally {
      threads.shutdownNow();
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  private List<String> versionsOfTheLogsReaders() throws Exception {
    try (Connection connection = from.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT variable_value FROM performance_schema.status_by_thread"
                    + " JOIN performance_schema.threads USING (thread_id)"
                    + " WHERE variable_name = 'Ssl_version' AND processlist_command LIKE"
                    + " 'Binlog Dump%' AND processlist_user = '"
                    + database
                    + "'")) {
      List<String> versions = new ArrayList<>();
      while (rows.next()) {
        versions.add(rows.getString(1));
      }
      return versions;
    }
  }

  private MySql source() {
    return MySql.at(from.jdbcUrl()).credentials(database, "Secret-1");
  }

  private void assertPasses(MySql source) {
    assertThat(sourceConnectivity(source).status()).isEqualTo(PrecheckItem.Status.PASSED);
  }

  private String assertFails(MySql source) {
    PrecheckItem item = sourceConnectivity(source);
    assertThat(item.status()).isEqualTo(PrecheckItem.Status.FAILED);
    assertThat(item.cause()).doesNotContain("Secret-1");
    return item.cause();
  }

  private PrecheckItem sourceConnectivity(MySql source) {
    OceanBase sink = OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password());
    return connectivity(source, sink, "SOURCE_CONNECTIVITY");
  }

  private PrecheckItem connectivity(MySql source, OceanBase sink, String check) {
    return MigrationProject.builder(database)
        .source(source)
        .sink(sink)
        .objects(o -> o.include(database + ".*"))
        .phases(p -> p.schema().full())
        .build()
        .precheck()
        .items()
        .stream()
        .filter(item -> item.check().equals(check))
        .findFirst()
        .orElseThrow();
  }

  private Path store() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(authority())) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    Path file = directory.resolve("trust.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, STORE_SECRET.toCharArray());
    }
    return file;
  }

  private Path authority() throws Exception {
    try (Connection connection = from.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT @@datadir, @@ssl_ca")) {
      assertThat(rows.next()).isTrue();
      return Path.of(rows.getString(1)).resolve(rows.getString(2));
    }
  }
}
