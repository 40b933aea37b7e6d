package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
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
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
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
