package io.openoms.binlog.mysql.link;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The commands that ask for a log. */
public final class DumpCommand {

  private static final int DUMP = 0x12;
  private static final int DUMP_GTID = 0x1e;
  private static final int ANNOTATIONS = 2;
  private static final int FIRST_EVENT = 4;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private DumpCommand() {}

  /**
   * From a file and offset.
   *
   * @param offset at most 4 GiB
   * @param annotations whether MariaDB sends the events that hold statements, too: then each event
   *     of a transaction begins where the one before ends
   */
  public static byte[] from(String file, long offset, long serverId, boolean annotations) {
    DumpCommand command = new DumpCommand();
    command.number(DUMP, 1);
    command.number(offset, 4);
    command.number(annotations ? ANNOTATIONS : 0, 2);
    command.number(serverId, 4);
    command.bytes(file.getBytes(StandardCharsets.UTF_8));
    return command.out.toByteArray();
  }

  /**
   * All transactions that are not in a set.
   *
   * @param set the set in MySQL's binary form
   */
  public static byte[] without(byte[] set, long serverId) {
    DumpCommand command = new DumpCommand();
    command.number(DUMP_GTID, 1);
    command.number(0, 2);
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
