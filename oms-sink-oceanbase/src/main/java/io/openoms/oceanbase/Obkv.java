package io.openoms.oceanbase;

import io.openoms.TlsMode;
import io.openoms.oceanbase.obkv.CellTableTemplate;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * An OceanBase tenant in MySQL mode as a sink for tables of cells, which its clients for a
 * key-value store read. Cells are written by SQL, in one transaction with the project's state.
 * After a switchover, rows that applications write by SQL are captured by triggers. Immutable: each
 * method gives a changed copy.
 */
public final class Obkv implements Endpoint {

  private final OceanBase server;
  private final CellTableTemplate template;

  private Obkv(OceanBase server, CellTableTemplate template) {
    this.server = server;
    this.template = template;
  }

  /** The server at a URL of the form {@code jdbc:mysql://host:port/}. */
  public static Obkv at(String url) {
    return new Obkv(OceanBase.at(url), CellTableTemplate.usual());
  }

  /** The server behind the caller's data source, which is never closed here. */
  public static Obkv from(DataSource dataSource) {
    return new Obkv(OceanBase.from(dataSource), CellTableTemplate.usual());
  }

  /** Logs in as that user. */
  public Obkv credentials(String user, String password) {
    return with(server.credentials(user, password));
  }

  /** Protects connections in that way; default {@link TlsMode#PREFERRED}. */
  public Obkv tls(TlsMode mode) {
    return with(server.tls(mode));
  }

  /** Trusts the authorities in that PKCS #12 store, instead of those that Java trusts. */
  public Obkv trustStore(Path store, String password) {
    return with(server.trustStore(store, password));
  }

  /** Sets any property of MySQL Connector/J; it wins over this library's own. */
  public Obkv property(String name, String value) {
    return with(server.property(name, value));
  }

  /**
   * Creates tables by that statement. It has places in braces: {@code {table}}, which it must have,
   * for the name; {@code {value}} for the type of values; {@code {tablegroup}}, {@code
   * {attributes}} and {@code {partitions}} for clauses, which are left out with a notice where the
   * server refuses them. Without a template: K of 1,024 bytes, Q of 256, V of 1 MiB (families for
   * large values: LONGBLOB), 64 partitions by K.
   */
  public Obkv tableTemplate(String statement) {
    return new Obkv(server, new CellTableTemplate(statement));
  }

  private Obkv with(OceanBase changed) {
    return new Obkv(changed, template);
  }

  @Override
  public String product() {
    return "obkv";
  }

  @Override
  public List<String> faults() {
    List<String> faults = new ArrayList<>(server.faults());
    faults.addAll(template.faults());
    return faults;
  }

  /** Triggers, and a log, once applications write here. */
  @Override
  public boolean keepsCapture() {
    return true;
  }

  @Override
  public EndpointSession open(EndpointOptions options) {
    return new ObkvSession(server.session(options), template);
  }

  /** The product and the address, without secrets. */
  @Override
  public String toString() {
    return product() + " at " + server.address();
  }
}
