package io.openoms.core.crossing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.RowKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row as the table of conflicts holds it. Stateless. */
final class RowJson {

  private static final JsonFactory JSON = new JsonFactory();

  private RowJson() {}

  /** Its columns and their texts; empty for no row. */
  static Optional<String> of(List<ColumnDefinition> columns, @Nullable RowImage row) {
    if (row == null) {
      return Optional.empty();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      for (int i = 0; i < columns.size(); i++) {
        json.writeStringField(columns.get(i).name(), RowKey.text(columns.get(i), row, i));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(out.toString(UTF_8));
  }
}
