package io.openoms.tidb.openprotocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.changefeed.OpenMessage;
import io.openoms.testkit.changefeed.OpenMessage.Place;
import io.openoms.testkit.changefeed.OpenRecord;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The stand-in's encoder writes what TiCDC's own encoder wrote, to the byte. */
class FrozenEncodingTest {

  private static final long TS = 455_000_000_000_000_000L;

  private static final OpenMessage INSERT = OpenMessage.insert(at(1), FrozenRows.AFTER);
  private static final OpenMessage UPDATE =
      OpenMessage.update(at(2), FrozenRows.BEFORE, FrozenRows.AFTER);
  private static final OpenMessage DELETE = OpenMessage.delete(at(3), FrozenRows.BEFORE);

  private static final Map<String, List<OpenMessage>> MESSAGES =
      Map.ofEntries(
          Map.entry("insert", List.of(INSERT)),
          Map.entry("update", List.of(UPDATE)),
          Map.entry("update-no-old-value", List.of(OpenMessage.insert(at(2), FrozenRows.AFTER))),
          Map.entry(
              "update-only-updated-columns",
              List.of(OpenMessage.update(at(2), FrozenRows.changedBefore(), FrozenRows.AFTER))),
          Map.entry("delete", List.of(DELETE)),
          Map.entry(
              "delete-only-handle-key",
              List.of(OpenMessage.delete(at(3), List.of(FrozenRows.KEY)))),
          Map.entry(
              "insert-partitioned",
              List.of(
                  OpenMessage.insert(
                      new Place(TS + 4, "test", "t", OptionalLong.of(112)), FrozenRows.AFTER))),
          Map.entry("batch-insert-update-delete", List.of(INSERT, UPDATE, DELETE)),
          Map.entry("batch-max-size-2.0", List.of(INSERT, UPDATE)),
          Map.entry("batch-max-size-2.1", List.of(DELETE)),
          Map.entry(
              "insert-large-handle-key-only",
              List.of(OpenMessage.handleKeyOnly(at(1), FrozenRows.AFTER))),
          Map.entry(
              "ddl-add-column",
              List.of(
                  OpenMessage.definition(
                      TS + 11,
                      "test",
                      "t",
                      "ALTER TABLE `test`.`t` ADD COLUMN `x` INT DEFAULT 1 COMMENT '<é>'",
                      5))),
          Map.entry(
              "ddl-create-database",
              List.of(OpenMessage.definition(TS + 12, "d2", "", "CREATE DATABASE `d2`", 1))),
          Map.entry("resolved", List.of(OpenMessage.resolved(TS + 21))));

  private static Place at(long number) {
    return new Place(TS + number, "test", "t", OptionalLong.empty());
  }

  @Test
  void bytesAreTheSame() {
    assertThat(MESSAGES.keySet()).containsExactlyInAnyOrderElementsOf(Frozen.NAMES);
    MESSAGES.forEach(
        (name, messages) -> {
          OpenRecord encoded = OpenRecord.of(messages);
          assertThat(new String(encoded.value(), UTF_8))
              .as(name)
              .isEqualTo(new String(Frozen.record(name).value(), UTF_8));
          assertThat(encoded.key()).as(name).isEqualTo(Frozen.record(name).key());
          assertThat(encoded.value()).as(name).isEqualTo(Frozen.record(name).value());
        });
  }
}
