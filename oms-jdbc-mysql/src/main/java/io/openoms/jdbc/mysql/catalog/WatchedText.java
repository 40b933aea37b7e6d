package io.openoms.jdbc.mysql.catalog;

import io.openoms.dialect.mysql.online.OnlineWork;
import io.openoms.spi.data.DefinitionText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The text of a definition, and with it what the log has shown of a tool's work on the table: its
 * signs, the definition of the table that is to come, and the transactions that this is known from,
 * as a log is read again. Immutable.
 *
 * @param own the table's own definition
 * @param work what the tool has shown
 * @param toCome the definition of the table to come; empty while there is none
 * @param transactions the names of the transactions that added to it
 */
record WatchedText(
    DefinitionText own,
    OnlineWork work,
    Optional<DefinitionText> toCome,
    List<String> transactions) {

  private static final String KIND = "watched-table/1 ";
  private static final int PARTS = 6;

  WatchedText {
    transactions = List.copyOf(transactions);
  }

  /**
   * Reads a text of any kind.
   *
   * @throws IllegalArgumentException when it is damaged; the message is a part of a sentence
   */
  static WatchedText read(DefinitionText text) {
    if (!text.text().startsWith(KIND)) {
      return new WatchedText(text, OnlineWork.none(), Optional.empty(), List.of());
    }
    List<String> parts = TextParts.of(text.text().substring(KIND.length()));
    if (parts.size() != PARTS) {
      throw new IllegalArgumentException("it has " + parts.size() + " parts");
    }
    return new WatchedText(
        new DefinitionText(parts.get(0)),
        new OnlineWork(parts.get(1), parts.get(2), Set.copyOf(words(parts.get(3)))),
        Optional.of(parts.get(4)).filter(some -> !some.isEmpty()).map(DefinitionText::new),
        words(parts.get(5)));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
  }

  /** The text; the table's own alone where nothing is known of a tool. */
  DefinitionText text() {
    if (work.isNone()) {
      return own;
    }
    return new DefinitionText(
        KIND
            + TextParts.part(own.text())
            + TextParts.part(work.toCome())
            + TextParts.part(work.fault())
            + TextParts.part(String.join(" ", work.signs().stream().sorted().toList()))
            + TextParts.part(toCome.map(DefinitionText::text).orElse(""))
            + TextParts.part(String.join(" ", transactions)));
  }

  WatchedText withOwn(DefinitionText other) {
    return new WatchedText(other, work, toCome, transactions);
  }

  WatchedText with(OnlineWork other, Optional<DefinitionText> definition) {
    return new WatchedText(own, other, definition, transactions);
  }

  WatchedText withTransaction(String transaction) {
    List<String> more = new ArrayList<>(transactions);
    more.add(transaction);
    return new WatchedText(own, work, toCome, more);
  }
}
