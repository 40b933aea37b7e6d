package io.openoms.binlog.mysql.link;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The commands that ask for a log. */
public final class DumpCommand {

  private static final int DUMP = 0x12;
  private static final int DUMP_GTID = 0x1e;
  private static final int NOT_BLOCKING = 1;
  private static final int FIRST_EVENT = 4;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private DumpCommand() {}

  /**
   * From a file and offset.
   *
   * @param offset at most 4 GiB
   * @param endless whether the server waits at the log's end for more
   */
  public static byte[] from(String file, long offset, long serverId, boolean endless) {
    DumpCommand command = new DumpCommand();
    command.number(DUMP, 1);
    command.number(offset, 4);
    command.number(endless ? 0 : NOT_BLOCKING, 2);
    command.number(serverId, 4);
    command.bytes(file.getBytes(StandardCharsets.UTF_8));
    return command.out.toByteArray();
  }

  /**
   * All transactions that are not in a set.
   *
   * @param set the set in MySQL's binary form
   */
  public static byte[] without(byte[] set, long serverId, boolean endless) {
    DumpCommand command = new DumpCommand();
    command.number(DUMP_GTID, 1);
    command.number(endless ? 0 : NOT_BLOCKING, 2);
    command.number(serverId, 4);
    command.number(0, 4);
    command.number(FIRST_EVENT, 8);
    command.number(set.length, 4);
    command.bytes(set);
    return command.out.toByteArray();
  }

  private void number(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >> (8 * i)));
    }
  }

  private void bytes(byte[] bytes) {
    out.write(bytes, 0, bytes.length);
  }
}
