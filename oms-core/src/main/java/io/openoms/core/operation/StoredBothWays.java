package io.openoms.core.operation;

import io.openoms.BothWaysStatus;
import io.openoms.SettledConflict;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StoredConflict;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Tells what is stored of two directions that work at once. Stateless. */
public final class StoredBothWays {

  private StoredBothWays() {}

  /** Of a project. Blocks. */
  public static BothWaysStatus of(StateStore store, String project) {
    List<SettledConflict> latest =
        store.latestConflicts(project, BothWaysStatus.MOST).stream()
            .map(StoredBothWays::conflict)
            .toList();
    return new BothWaysStatus(store.lastConflict(project), latest);
  }

  private static SettledConflict conflict(StoredConflict stored) {
    return new SettledConflict(
        stored.number(),
        stored.source(),
        texts(stored.key()),
        stored.foundAt(),
        stored.winner(),
        stored.isSettled());
  }

  private static List<String> texts(KeyTuple key) {
    return IntStream.range(0, key.size()).mapToObj(key::value).map(StoredBothWays::text).toList();
  }

  private static String text(byte[] value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      return "0x" + HexFormat.of().formatHex(value);
    }
  }
}
