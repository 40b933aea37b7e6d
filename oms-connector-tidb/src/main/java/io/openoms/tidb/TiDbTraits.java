package io.openoms.tidb;

import io.openoms.dialect.mysql.ddl.DdlLimits;
import io.openoms.dialect.mysql.ddl.DdlTraits;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.catalog.CatalogTraits;
import io.openoms.jdbc.mysql.connection.ErrorTraits;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.jdbc.mysql.sink.SinkTraits;
import io.openoms.jdbc.mysql.traits.ProductTraits;
import io.openoms.jdbc.mysql.traits.VersionTraits;
import io.openoms.tidb.precheck.TiDbVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What TiDB does in its own way. Stateless; thread-safe. */
public final class TiDbTraits implements ProductTraits {

  /** TiDB as it names itself. */
  static final String PRODUCT = "TiDB";

  /** No version takes part in this library's own tests. */
  private static final Pattern NO_VERSION = Pattern.compile("(?!)");

  private static final int OLDEST = 400;

  private static final DdlLimits LIMITS = new DdlLimits(65_535, 3_072, false, false, false);

  @Override
  public String product() {
    return PRODUCT;
  }

  @Override
  public Optional<String> mark() {
    return Optional.of(PRODUCT);
  }

  @Override
  public VersionTraits versions() {
    return new VersionTraits(NO_VERSION, OLDEST, TiDbVersion.NUMBER);
  }

  /** A query that took too long has another number before TiDB 6. */
  @Override
  public ErrorTraits errors() {
    Map<Integer, JdbcError> numbers = new HashMap<>();
    // The statement was over its memory, the server over its own, or a resource group over its
    // quota; PD, TiKV and TiFlash that
    // answer late, are busy, or have no leader for a region at the moment.
    List.of(8175, 8176, 8252, 9001, 9002, 9003, 9005, 9010, 9011, 9012, 9013)
        .forEach(number -> numbers.put(number, JdbcError.SERVER_OVERLOADED));
    // Locks that are not resolved in time; writes that met others'.
    List.of(8002, 8005, 8022, 9004, 9007, 9008)
        .forEach(number -> numbers.put(number, JdbcError.LOCK_CONFLICT));
    // A row is larger than TiDB takes (txn-entry-size-limit, 6 MB by default).
    numbers.put(8025, JdbcError.VALUE_REFUSED);
    // A server without the newest definitions; a state of rows that is gone, where the next
    // statement reads a newer one; whatever TiDB has no number for.
    List.of(1105, 8027, 8028, 8055, 9006)
        .forEach(number -> numbers.put(number, JdbcError.SERVER_FAULT));
    return new ErrorTraits(numbers, Set.of(1907, 3024));
  }

  /** Names are compared by Unicode's small letters, whatever the collation. */
  @Override
  public CatalogTraits catalog() {
    return new CatalogTraits(
        Set.of("metrics_schema", "workload_schema", "tidb_cdc"),
        false,
        false,
        Optional.empty(),
        ask -> "LOWER(CONVERT(? USING utf8mb4))");
  }

  @Override
  public DdlTraits ddl() {
    return new DdlTraits(" INVISIBLE", " DEFAULT", false, true, "", LIMITS);
  }

  @Override
  public SinkTraits sink() {
    return SinkTraits.usual(false);
  }

  /** Its changes come from TiCDC; it writes no binary log. */
  @Override
  public Optional<LogTraits> log() {
    return Optional.empty();
  }
}
