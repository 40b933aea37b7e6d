package io.openoms.tidb.log.message;

import io.openoms.spi.data.ColumnDefinition;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a changefeed writes its messages. Stateless; thread-safe. */
public interface ChangeProtocol {

  /**
   * Reads the messages of one record.
   *
   * @param key the record's key; null when it has none
   * @param value the record's value; null when it has none
   * @param to gets each message, in the record's order
   * @throws io.openoms.error.MigrationException when the record is not of this protocol, is
   *     damaged, or holds what is not known; messages before that were handed over
   */
  void decode(byte @Nullable [] key, byte @Nullable [] value, Consumer<LogMessage> to);

  /**
   * How values of a column are brought into the form in which they travel.
   *
   * @param zone the time zone in which the changefeed writes instants
   * @throws io.openoms.error.MigrationException when values of that type are never carried
   */
  ValueConversion conversion(ColumnDefinition column, ZoneId zone);
}
