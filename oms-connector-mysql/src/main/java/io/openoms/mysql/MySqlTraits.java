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
import io.openoms.mysql.log.MySqlLog;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What MySQL does in its own way. Stateless; thread-safe. */
public final class MySqlTraits implements ProductTraits {

  /** MySQL as it names itself. */
  static final String PRODUCT = "MySQL";

  /** The session was silent for too long, and is gone. */
  private static final int SILENT_FOR_TOO_LONG = 4031;

  private static final int TIME_OVER = 3024;

  private static final DdlLimits LIMITS = new DdlLimits(65_535, 3_072, false, false, true);

  @Override
  public String product() {
    return PRODUCT;
  }

  /** MySQL writes numbers alone, and builds of it a suffix in small letters. */
  @Override
  public Optional<String> mark() {
    return Optional.empty();
  }

  @Override
  public VersionTraits versions() {
    return new VersionTraits(Pattern.compile("(8\\.0|9\\.7)\\..*"), 505);
  }

  @Override
  public ErrorTraits errors() {
    return new ErrorTraits(
        Map.of(SILENT_FOR_TOO_LONG, JdbcError.CONNECTION_LOST), Set.of(TIME_OVER));
  }

  @Override
  public CatalogTraits catalog() {
    return new CatalogTraits(Set.of(), false, false, Optional.empty(), NameFolding.LETTERS);
  }

  @Override
  public DdlTraits ddl() {
    return new DdlTraits(" INVISIBLE", " VALUES IN (DEFAULT)", false, true, "", LIMITS);
  }

  @Override
  public SinkTraits sink() {
    return SinkTraits.usual(false);
  }

  @Override
  public Optional<LogTraits> log() {
    return Optional.of(new MySqlLog());
  }
}
