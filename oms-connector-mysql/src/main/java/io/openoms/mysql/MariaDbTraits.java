package io.openoms.mysql;

import io.openoms.dialect.mysql.ddl.DdlLimits;
import io.openoms.dialect.mysql.ddl.DdlTraits;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.catalog.CatalogTraits;
import io.openoms.jdbc.mysql.catalog.NameFolding;
import io.openoms.jdbc.mysql.connection.ErrorTraits;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.jdbc.mysql.sink.SinkTraits;
import io.openoms.jdbc.mysql.traits.ProductTraits;
import io.openoms.jdbc.mysql.traits.VersionTraits;
import io.openoms.mysql.log.MariaDbLog;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What MariaDB does in its own way. Stateless; thread-safe. */
public final class MariaDbTraits implements ProductTraits {

  /** MariaDB as it names itself. */
  static final String PRODUCT = "MariaDB";

  private static final int CHECK_REFUSES = 4025;
  private static final int TIME_OVER = 1969;

  private static final DdlLimits LIMITS = new DdlLimits(65_535, 3_072, true, true, false);

  /** A collation of several character sets is listed without naming one. */
  private static final String COLLATIONS =
      "SELECT full_collation_name FROM information_schema.collation_character_set_applicability";

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
    return new VersionTraits(Pattern.compile("11\\.4\\..*"), 1002);
  }

  @Override
  public ErrorTraits errors() {
    return new ErrorTraits(Map.of(CHECK_REFUSES, JdbcError.VALUE_REFUSED), Set.of(TIME_OVER));
  }

  @Override
  public CatalogTraits catalog() {
    return new CatalogTraits(Set.of(), false, true, Optional.of(COLLATIONS), NameFolding.LETTERS);
  }

  @Override
  public DdlTraits ddl() {
    return new DdlTraits(" IGNORED", " DEFAULT", true, true, "", LIMITS);
  }

  @Override
  public SinkTraits sink() {
    return SinkTraits.usual(true);
  }

  @Override
  public Optional<LogTraits> log() {
    return Optional.of(new MariaDbLog());
  }
}
