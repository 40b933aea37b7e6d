package io.openoms.postgresql.log.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ObjectName;
import io.openoms.postgresql.log.message.LogMessage.Column;
import io.openoms.postgresql.log.message.LogMessage.Relation;
import io.openoms.postgresql.log.message.LogMessage.Row;
import io.openoms.postgresql.log.message.Rows;
import io.openoms.postgresql.log.message.Tuple;
import io.openoms.postgresql.mapping.TypeOptions;
import io.openoms.postgresql.sql.PostgreSqlDialect;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.type.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Changes of a table {@code s.t (id int PRIMARY KEY, v text)}, made of messages. */
class CapturedRelationsTest {

  private static final ObjectName TABLE = new ObjectName("s", "t");
  private static final int NUMBER = 5;

  private static final ColumnDefinition ID =
      ColumnDefinition.of(
          "id",
          DataType.of(new ColumnType.Whole(32, true), PostgreSqlDialect.ID, "integer"),
          false);

  private static final ColumnDefinition V =
      ColumnDefinition.of("v", DataType.of(ColumnType.text(), PostgreSqlDialect.ID, "text"), true);

  private static TableDefinition definition() {
    IndexDefinition key =
        new IndexDefinition(
            "t_pkey",
            IndexDefinition.Kind.PRIMARY,
            List.of(new IndexDefinition.Part(Optional.of("id"), Optional.empty(), 0, false)),
            true,
            "",
            Optional.empty());
    return new TableDefinition(
        TABLE,
        List.of(ID, V),
        List.of(key),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        "",
        Optional.empty(),
        List.of(),
        List.of(),
        0);
  }

  private static CapturedTable captured(Optional<Position> from) {
    return new CapturedTable(1, definition(), from, List.of(ID, V));
  }

  /** The catalog: the table has that number, 23 is integer, and all else is text. */
  private static LogCatalog catalog(Optional<Integer> root) {
    return new LogCatalog() {
      @Override
      public Optional<Integer> number(ObjectName table) {
        return Optional.of(NUMBER);
      }

      @Override
      public Optional<Integer> root(int relation) {
        return root;
      }

      @Override
      public String type(int type, int modifier) {
        return type == 23 ? "integer" : "text";
      }
    };
  }

  private static Relation relation(String name, char identity) {
    return new Relation(
        NUMBER,
        "s",
        name,
        identity,
        List.of(new Column(identity == 'f', "v", 25, -1), new Column(true, "id", 23, -1)));
  }

  private static CapturedRelations relations(Relation relation) {
    CapturedRelations relations =
        new CapturedRelations(
            List.of(captured(Optional.empty())),
            catalog(Optional.of(NUMBER)),
            new ValueConversions(TypeOptions.DEFAULT));
    relations.take(relation);
    return relations;
  }

  private static RowChange change(Relation relation, Row row) {
    CapturedRelations relations = relations(relation);
    CapturedTable table = Objects.requireNonNull(relations.captured(NUMBER, 10));
    assertThat(relations.isDefinedAs(NUMBER, table)).isTrue();
    return relations.decode(row, table).change();
  }

  /** The values of a row; {@code ?} is what it does not carry. */
  private static List<String> values(@Nullable RowImage image) {
    List<String> values = new ArrayList<>();
    for (int i = 0; image != null && i < image.columns(); i++) {
      String value =
          new String(image.data(), image.offset(i), image.length(i), StandardCharsets.UTF_8);
      values.add(image.isAbsent(i) ? "?" : image.isNull(i) ? "NULL" : value);
    }
    return values;
  }

  private static Tuple row(String... values) {
    return Rows.tuple(values);
  }

  @Test
  void anInsertIsWhole() {
    RowChange change =
        change(relation("t", 'd'), new Row(NUMBER, true, null, false, row(null, "1")));
    assertThat(change.before()).isNull();
    assertThat(values(change.after())).containsExactly("1", "NULL");
  }

  @Test
  void anUpdateThatKeepsItsKeyHasItFromTheNewRow() {
    RowChange change =
        change(relation("t", 'd'), new Row(NUMBER, false, null, false, row("a", "1")));
    assertThat(values(change.before())).containsExactly("1", "?");
    assertThat(values(change.after())).containsExactly("1", "a");
  }

  @Test
  void aValueThatIsNotSentIsNeverNull() {
    RowChange change =
        change(relation("t", 'd'), new Row(NUMBER, false, row(null, "1"), false, row("", "2")));
    assertThat(values(change.before())).containsExactly("1", "?");
    assertThat(values(change.after())).containsExactly("2", "?");
  }

  @Test
  void aWholeOldRowHasWhatIsNotSent() {
    RowChange change =
        change(relation("t", 'f'), new Row(NUMBER, false, row("big", "1"), true, row("", "2")));
    assertThat(values(change.before())).containsExactly("1", "big");
    assertThat(values(change.after())).containsExactly("2", "big");
  }

  @Test
  void aDeleteHasTheKeyOrTheWholeRow() {
    assertThat(
            values(
                change(relation("t", 'd'), new Row(NUMBER, false, row(null, "1"), false, null))
                    .before()))
        .containsExactly("1", "?");
    assertThat(
            values(
                change(relation("t", 'f'), new Row(NUMBER, false, row(null, "1"), true, null))
                    .before()))
        .containsExactly("1", "NULL");
  }

  @Test
  void anotherNameTypeOrColumnIsAnotherDefinition() {
    CapturedTable table = captured(Optional.empty());
    assertThat(relations(relation("other", 'd')).isDefinedAs(NUMBER, table)).isFalse();
    Relation fewer = new Relation(NUMBER, "s", "t", 'd', List.of(new Column(true, "id", 23, -1)));
    assertThat(relations(fewer).isDefinedAs(NUMBER, table)).isFalse();
    Relation wider =
        new Relation(
            NUMBER,
            "s",
            "t",
            'd',
            List.of(new Column(true, "id", 23, -1), new Column(false, "v", 23, -1)));
    assertThat(relations(wider).isDefinedAs(NUMBER, table)).isFalse();
  }

  @Test
  void anIdentityWithoutTheKeyIsRefused() {
    Relation none =
        new Relation(
            NUMBER,
            "s",
            "t",
            'i',
            List.of(new Column(true, "v", 25, -1), new Column(false, "id", 23, -1)));
    assertThatThrownBy(() -> change(none, new Row(NUMBER, true, null, false, row("a", "1"))))
        .hasMessageContaining("IDENTITY_UNFIT");
  }

  @Test
  void aDefinitionHoldsFromItsPosition() {
    CapturedRelations relations =
        new CapturedRelations(
            List.of(captured(Optional.of(new Position("postgresql/1 1 1 0/A")))),
            catalog(Optional.of(NUMBER)),
            new ValueConversions(TypeOptions.DEFAULT));
    relations.take(relation("t", 'd'));
    assertThat(relations.captured(NUMBER, 9)).isNull();
    assertThat(relations.captured(NUMBER, 10)).isNotNull();
  }

  @Test
  void aRelationThatIsNotCapturedIsLeftOut() {
    CapturedRelations relations =
        new CapturedRelations(
            List.of(captured(Optional.empty())),
            catalog(Optional.of(77)),
            new ValueConversions(TypeOptions.DEFAULT));
    relations.take(new Relation(77, "s", "x", 'd', List.of()));
    assertThat(relations.captured(77, 10)).isNull();
    assertThatThrownBy(() -> relations.captured(78, 10))
        .hasMessageContaining("LOG_MESSAGE_DAMAGED");
  }
}
