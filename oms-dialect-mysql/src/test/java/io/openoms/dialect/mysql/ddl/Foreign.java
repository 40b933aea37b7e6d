package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.ConversionContext;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.KeyCollisions;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableDefinition.CheckDefinition;
import io.openoms.spi.type.Dialect;
import io.openoms.spi.type.SqlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Definitions of a source of another family, and a target of this one that takes everything. */
final class Foreign {

  static final Dialect DIALECT = new Dialect("other");

  static final ObjectName TABLE = new ObjectName("shop", "item");

  static final ServerFacts FACTS =
      new ServerFacts(
          "target",
          "8.0",
          Map.of(),
          Set.of("utf8mb4", "binary"),
          Set.of("utf8mb4_general_ci", "utf8mb4_bin", "binary"),
          Optional.empty());

  static final DdlTarget TARGET =
      new DdlTarget(
          FACTS,
          new DdlTraits(" INVISIBLE", " VALUES IN (DEFAULT)", false, true, "", DdlLimits.asked()),
          new TargetProbe() {
            @Override
            public String database(String wanted) {
              return wanted;
            }

            @Override
            public Optional<String> refusal(String sql) {
              return Optional.empty();
            }
          });

  static final ConversionContext CONTEXT =
      new ConversionContext(Map.of(), (key, collations) -> KeyCollisions.none(), name -> name);

  private Foreign() {}

  static SqlText sql(String text) {
    return new SqlText(DIALECT, text);
  }

  static Conversion convert(TableDefinition table) {
    return new TableConversion(table, TABLE, TARGET, CONTEXT).convert();
  }

  static TableDefinition table(
      List<ColumnDefinition> columns,
      List<IndexDefinition> indexes,
      List<CheckDefinition> checks,
      Optional<Partitioning> partitioning) {
    return new TableDefinition(
        TABLE,
        columns,
        indexes,
        List.of(),
        checks,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        "",
        partitioning,
        List.of(),
        List.of(),
        0);
  }

  static TableDefinition table(ColumnDefinition... columns) {
    return table(List.of(columns), List.of(), List.of(), Optional.empty());
  }

  static ColumnDefinition with(ColumnDefinition column, DefaultValue value) {
    return new ColumnDefinition(
        column.name(),
        column.type(),
        column.nullable(),
        Optional.of(value),
        false,
        Optional.empty(),
        Optional.empty(),
        false,
        "");
  }
}
