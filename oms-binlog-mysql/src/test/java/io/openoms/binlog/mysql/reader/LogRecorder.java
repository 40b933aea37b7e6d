package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.link.LogLink;
import io.openoms.binlog.mysql.link.MessageInput;
import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.binlog.mysql.value.CharacterTables;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.facts.ServerFactsReader;
import io.openoms.jdbc.mysql.log.GtidForm;
import io.openoms.jdbc.mysql.log.LogServer;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.jdbc.mysql.traits.ProductTraits;
import io.openoms.jdbc.mysql.traits.Products;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Records the log of a running server. One thread. */
public final class LogRecorder {

  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final int SERVER_ID = 4_242;

  private final Connections from;
  private final ProductTraits like;
  private final CharacterTables characters;

  /**
   * Records from that server.
   *
   * @param like the product that servers without a mark are taken for
   * @param characters its character sets
   */
  public LogRecorder(Connections from, ProductTraits like, CharacterTables characters) {
    this.from = from;
    this.like = like;
    this.characters = characters;
  }

  /**
   * Records from a position to the log's end, which must be in the same file. Blocks.
   *
   * @param tables the captured tables
   */
  public RecordedLog record(Position start, List<CapturedTable> tables) throws IOException {
    ServerFacts facts = ServerFactsReader.read(from, like);
    LogTraits traits = Products.of(facts.version(), like).log().orElseThrow();
    LogServer server = new LogServer(from, facts, traits);
    try (LogLink link = LogLink.open(from)) {
      LogStart first = LogStart.of(LogPosition.parse(start), server, link, false);
      String checksum = link.ask("SELECT @@GLOBAL.binlog_checksum");
      link.execute(BinlogChangeLog.settings(checksum));
      link.execute(first.settings());
      boolean domains = traits.gtids() == GtidForm.DOMAINS;
      RecordedLog log =
          new RecordedLog(
              new RecordedLog.Traits(start, domains, first.isByGtids(), checksum.equals("CRC32")),
              tables,
              characters);
      take(link.request(first.command(SERVER_ID), SILENCE), log);
      return log;
    }
  }

  private static void take(MessageInput in, RecordedLog log) throws IOException {
    boolean more = true;
    while (more) {
      in.begin();
      byte[] message = in.readAllBytes();
      if (message[0] != 0) {
        throw new IllegalStateException(
            "the server refuses: " + new String(message, StandardCharsets.UTF_8));
      }
      more = log.add(new RecordedEvent(Arrays.copyOfRange(message, 1, message.length)));
    }
  }
}
