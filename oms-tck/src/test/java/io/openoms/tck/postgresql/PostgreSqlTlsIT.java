package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openoms.TlsMode;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.PostgreSql;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.data.Position;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Protection of connections, those that read rows and those that read the log. */
class PostgreSqlTlsIT {

  private static final String SECRET = "Secret-1";

  @TempDir private Path directory;

  @Test
  void rowsAndLogAreReadOverTlsAsWanted() throws Exception {
    Path certificate = makeCertificate();
    try (DatabaseServer server =
        Servers.postgreSql16()
            .option("--ssl=on")
            .option("--ssl_cert_file=" + certificate)
            .option("--ssl_key_file=" + directory.resolve("server.key"))
            .start()) {
      onlyTls(server);
      PostgreSql plain = at(server, "127.0.0.1");
      PostgreSql trusting = plain.rootCertificate(certificate);

      assertThat(stopOf(plain.tls(TlsMode.DISABLED)).code().name()).isEqualTo("ACCESS_DENIED");
      assertThat(stopOf(plain.tls(TlsMode.VERIFY_CA)).code().name()).isEqualTo("TLS_FAILED");
      PostgreSql otherName = at(server, "localhost").rootCertificate(certificate);
      assertThat(stopOf(otherName.tls(TlsMode.VERIFY_IDENTITY)).code().name())
          .isEqualTo("TLS_FAILED");
      open(plain);
      open(plain.tls(TlsMode.REQUIRED));
      open(otherName.tls(TlsMode.VERIFY_CA));
      assertLogIsProtected(server, trusting.tls(TlsMode.VERIFY_IDENTITY));
    }
  }

  private static PostgreSql at(DatabaseServer server, String host) {
    return PostgreSql.at("jdbc:postgresql://" + host + ":" + server.port() + "/postgres")
        .credentials("guarded", SECRET);
  }

  /** The server lets this role in over TLS alone. */
  private static void onlyTls(DatabaseServer server) throws Exception {
    server.execute(
        "CREATE ROLE guarded LOGIN REPLICATION SUPERUSER PASSWORD '" + SECRET + "'",
        "CREATE TABLE a (id int PRIMARY KEY)");
    Path access = Path.of(ask(server, "SHOW hba_file").get(0));
    Files.writeString(
        access, "hostnossl all guarded 127.0.0.1/32 reject\n" + Files.readString(access));
    server.execute("SELECT pg_reload_conf()");
  }

  private static List<String> ask(DatabaseServer server, String sql) throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  private static void open(PostgreSql source) {
    source.open(new EndpointOptions("tls", 2, "unused")).close();
  }

  private static MigrationException stopOf(PostgreSql source) {
    MigrationException stop = catchThrowableOfType(MigrationException.class, () -> open(source));
    assertThat(stop).isNotNull();
    assertThat(stop).hasMessageNotContaining(SECRET);
    return stop;
  }

  private static void assertLogIsProtected(DatabaseServer server, PostgreSql source)
      throws Exception {
    try (OpenLog log = new OpenLog(source, "public")) {
      Position start = log.establish("a");
      server.execute("INSERT INTO a VALUES (1)");
      try (ChangeReader reader = log.read(start, "a")) {
        OpenLog.first(reader, ChangeEvent.Changes.class);
        assertThat(
                ask(
                    server,
                    "SELECT s.version FROM pg_stat_replication r JOIN pg_stat_ssl s USING (pid)"
                        + " WHERE s.ssl AND r.usename = 'guarded'"))
            .containsExactly("TLSv1.3");
      }
    }
  }

  /** An authority that has signed itself alone, of the name 127.0.0.1. */
  private Path makeCertificate() throws Exception {
    Path store = directory.resolve("server.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "30",
                "-dname",
                "CN=server",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                SECRET)
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, SECRET.toCharArray());
    }
    Path key = directory.resolve("server.key");
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    write(key, "PRIVATE KEY", keys.getKey("server", SECRET.toCharArray()).getEncoded());
    Path certificate = directory.resolve("server.pem");
    write(certificate, "CERTIFICATE", keys.getCertificate("server").getEncoded());
    return certificate;
  }

  private static void write(Path file, String kind, byte[] content) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }
}
