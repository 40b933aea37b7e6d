package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.parse.TypeText;
import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.type.ColumnType;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gives the columns of a table of another family types of this one. Texts are compared by {@link
 * #COLLATION}, since no collation of another family means anything here, and that one holds no two
 * texts equal that the source told apart. Not thread-safe; one use.
 */
public final class ForeignColumns {

  private static final String CHARACTER_SET = "utf8mb4";
  private static final String COLLATION = "utf8mb4_bin";

  private final TableDefinition table;
  private final Notes notes;

  private ForeignColumns(TableDefinition table, Notes notes) {
    this.table = table;
    this.notes = notes;
  }

  /** The table with types of this family; the same one where it has no others. */
  public static TableDefinition adapted(TableDefinition table) {
    return adapted(table, new Notes());
  }

  static TableDefinition adapted(TableDefinition table, Notes notes) {
    return table.columns().stream().allMatch(ForeignColumns::isOwn)
        ? table
        : new ForeignColumns(table, notes).adapted();
  }

  private static boolean isOwn(ColumnDefinition column) {
    return column.type().dialect().equals(MySqlFamilyDialect.ID);
  }

  private TableDefinition adapted() {
    return new TableDefinition(
        table.name(),
        table.columns().stream().map(this::column).toList(),
        table.indexes(),
        table.foreignKeys(),
        table.checks(),
        Optional.of(CHARACTER_SET),
        Optional.of(COLLATION),
        table.autoIncrement(),
        table.comment(),
        table.partitioning(),
        table.features(),
        table.remains(),
        table.averageRowBytes(),
        table.storage());
  }

  private ColumnDefinition column(ColumnDefinition column) {
    return isOwn(column) ? column : column.withType(type(column));
  }

  private DataType type(ColumnDefinition column) {
    DataType type = column.type();
    HeldType held = ForeignTypes.of(type.neutral(), isIndexed(column));
    String subject = "column " + column.name() + " (" + type.nativeText() + "): ";
    held.notice().ifPresent(what -> notes.notice(subject + what));
    held.fault().ifPresent(why -> notes.fault(subject + why + remedy()));
    type.collation()
        .ifPresent(
            collation ->
                notes.notice(subject + "collation " + collation + " becomes " + COLLATION));
    return here(held, type.neutral());
  }

  private static String remedy() {
    return ". Leave the column out of the selection, or give the table an edited statement";
  }

  private boolean isIndexed(ColumnDefinition column) {
    return table.indexes().stream()
        .flatMap(index -> index.parts().stream())
        .flatMap(part -> part.column().stream())
        .anyMatch(column.name()::equalsIgnoreCase);
  }

  private static DataType here(HeldType held, ColumnType neutral) {
    DataType made = TypeText.read(held.sql());
    OptionalLong srid =
        neutral instanceof ColumnType.Geometry geometry ? geometry.srid() : OptionalLong.empty();
    DataType whole = srid.isEmpty() ? made : made.withSrid(srid);
    return whole.kind().hasCharacterSet()
        ? whole.withCharacters(Optional.of(CHARACTER_SET), Optional.of(COLLATION))
        : whole;
  }
}
