package io.openoms.tidb.openprotocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.openoms.tidb.log.message.CarriedRow;
import io.openoms.tidb.log.message.CarriedValue;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row's value: {@code u} the row after, {@code p} the row before, or {@code d} the row that was
 * deleted. Immutable.
 */
record RowValue(@Nullable CarriedRow before, @Nullable CarriedRow after) {

  private static final int ALL_FLAGS = 0xff;
  private static final int MOST_TYPE = 255;

  static RowValue read(byte[] json) {
    CarriedRow[] rows = new CarriedRow[3];
    Json.read(json, (name, parser) -> rows[place(name)] = row(parser));
    CarriedRow after = rows[0];
    CarriedRow before = rows[1];
    CarriedRow deleted = rows[2];
    if ((after == null) == (deleted == null) || (before != null && deleted != null)) {
      throw Faults.damaged("a row's message is neither an insert, an update nor a delete");
    }
    return deleted == null ? new RowValue(before, after) : new RowValue(deleted, null);
  }

  private static int place(String name) {
    return switch (name) {
      case "u" -> 0;
      case "p" -> 1;
      case "d" -> 2;
      default -> throw Faults.unknown("a row's message has a field that is not known");
    };
  }

  private static @Nullable CarriedRow row(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    Map<String, CarriedValue> columns = new HashMap<>();
    Json.object(parser, (name, at) -> columns.put(name, new Column().read(at)));
    return new CarriedRow(columns);
  }

  /** Takes a column's fields. One thread. */
  private static final class Column {

    private int type = -1;
    private int flags = -1;
    private boolean isNumber;
    private boolean hasValue;
    private @Nullable String text;

    CarriedValue read(JsonParser parser) throws IOException {
      Json.object(parser, this::take);
      if (type < 0 || flags < 0 || !hasValue) {
        throw Faults.damaged("a column of a row's message lacks its type, flags or value");
      }
      if ((flags & ~ALL_FLAGS) != 0) {
        throw Faults.unknown("a column has the flags " + flags + ", which are not known");
      }
      return new CarriedValue(type, flags, isNumber, text);
    }

    private void take(String name, JsonParser parser) throws IOException {
      switch (name) {
        case "t" -> type = (int) Json.number(parser, MOST_TYPE);
        case "f" -> flags = (int) Json.number(parser, Integer.MAX_VALUE);
        // Says the same as a flag.
        case "h" -> Json.truth(parser);
        case "v" -> {
          hasValue = true;
          text = Json.scalar(parser);
          isNumber = parser.currentToken().isNumeric();
        }
        default -> throw Faults.unknown("a column has a field that is not known");
      }
    }
  }
}
