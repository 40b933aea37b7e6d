package io.openoms.oceanbase;

import io.openoms.dialect.mysql.ddl.DdlLimits;
import io.openoms.dialect.mysql.ddl.DdlTraits;
import io.openoms.dialect.mysql.ddl.TargetProbe;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.catalog.CatalogTraits;
import io.openoms.jdbc.mysql.connection.ErrorTraits;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.jdbc.mysql.sink.SinkTraits;
import io.openoms.jdbc.mysql.traits.ProductTraits;
import io.openoms.jdbc.mysql.traits.VersionTraits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What OceanBase does in its own way, in MySQL mode. Stateless; thread-safe. */
public final class OceanBaseTraits implements ProductTraits {

  /** OceanBase as it names itself. */
  static final String PRODUCT = "OceanBase";

  private static final int TIME_OVER = 3024;

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
    return new VersionTraits(Pattern.compile(".*seekdb-v1\\.4\\..*"), 0);
  }

  @Override
  public ErrorTraits errors() {
    Map<Integer, JdbcError> numbers = new HashMap<>();
    List.of(6002, 6003, 6005).forEach(number -> numbers.put(number, JdbcError.LOCK_CONFLICT));
    // Time-outs, memory limits, log disk full, leader changes.
    List.of(4012, 4013, 4030, 4031, 4038, 4039, 4184, 5066, 6210, 6224)
        .forEach(number -> numbers.put(number, JdbcError.SERVER_OVERLOADED));
    // Faults within the kernel: inner state, system, internal, try again, schema, need retry. An
    // update by key was seen to fail with "System error" (4015) at a server that was busy for long.
    List.of(4014, 4015, 4016, 4023, 4029, 4036)
        .forEach(number -> numbers.put(number, JdbcError.SERVER_FAULT));
    // A value is too long.
    numbers.put(4019, JdbcError.VALUE_REFUSED);
    // A state of rows is gone, after DDL or too long; the next read takes a newer one.
    List.of(1412, 4138).forEach(number -> numbers.put(number, JdbcError.SERVER_FAULT));
    return new ErrorTraits(numbers, Set.of(TIME_OVER));
  }

  @Override
  public CatalogTraits catalog() {
    return new CatalogTraits(
        Set.of("oceanbase", "oms_capture", "__recyclebin", "__public", "sys_external_tbs"),
        true,
        false,
        Optional.empty(),
        new DictionaryNames());
  }

  /**
   * Tables and columns with a backtick in their name can be created, but no index on them can be
   * built.
   */
  @Override
  public DdlTraits ddl() {
    return new DdlTraits(
        " INVISIBLE", " VALUES IN (DEFAULT)", false, false, "`", DdlLimits.asked());
  }

  /** With 1,000 keys in a list the kernel joins it, and may scan the whole table for it. */
  @Override
  public SinkTraits sink() {
    return SinkTraits.usual(false);
  }

  /**
   * The kernel says log_bin=ON, and refuses every statement on a log: a Binlog Service writes it.
   */
  @Override
  public Optional<LogTraits> log() {
    return Optional.empty();
  }

  @Override
  public TargetProbe probe(Connections connections) {
    return new PreparedProbe(connections);
  }
}
