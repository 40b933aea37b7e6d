package io.openoms.binlog.mysql.event;

import io.openoms.binlog.mysql.error.MalformedEventException;
import java.nio.charset.StandardCharsets;

/**
 * How the events of a file are written. Immutable.
 *
 * @param serverVersion the server that wrote the file
 * @param checksums whether each event ends in a CRC-32
 * @param tableIdBytes bytes of a table's number in maps and rows
 */
public record FormatDescription(String serverVersion, boolean checksums, int tableIdBytes) {

  private static final int VERSION_BYTES = 50;
  private static final int CHECKSUM_BYTES = 4;
  private static final int OLD_TABLE_MAP_HEADER = 6;

  /** What holds before the first file has told. */
  public static FormatDescription atFirst(boolean checksums) {
    return new FormatDescription("", checksums, 6);
  }

  /**
   * Reads an event's body; from MySQL 5.6 on it ends in the kind of checksum and a checksum of its
   * own, whatever the kind is.
   */
  public static FormatDescription read(Cursor in) {
    int format = in.u2();
    if (format != 4) {
      throw new MalformedEventException("the log is of format " + format);
    }
    String version =
        new String(in.bytes(VERSION_BYTES), StandardCharsets.ISO_8859_1).replaceAll("\0.*", "");
    in.skip(4);
    int headerBytes = in.u1();
    if (headerBytes != EventHeader.BYTES) {
      throw new MalformedEventException("headers have " + headerBytes + " bytes");
    }
    if (in.left() < EventType.TABLE_MAP + CHECKSUM_BYTES + 1) {
      throw new MalformedEventException("the log is of a server before version 5.6");
    }
    byte[] lengths = in.bytes(in.left() - CHECKSUM_BYTES - 1);
    int checksum = in.u1();
    if (checksum > 1) {
      throw new MalformedEventException("checksums are of the unknown kind " + checksum);
    }
    int tableIdBytes = lengths[EventType.TABLE_MAP - 1] == OLD_TABLE_MAP_HEADER ? 4 : 6;
    return new FormatDescription(version, checksum == 1, tableIdBytes);
  }
}
