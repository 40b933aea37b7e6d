package io.openoms.cli.command;

import io.openoms.cli.output.Figures;
import io.openoms.cli.output.ResultTable;
import io.openoms.cli.output.TextTable;
import io.openoms.testkit.DatabaseServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;

/** Counts and checksums of a {@link CellShop}, by scans of all versions and by plain SQL. */
final class CellComparison {

  private static final int SHOWN = 12;

  private record Pair(String name, Sum source, Sum sink) {
    boolean isEqual() {
      return source.cells == sink.cells && source.digest().equals(sink.digest());
    }
  }

  private final List<Pair> pairs = new ArrayList<>();

  /** Reads both families on both sides. Blocks. */
  static CellComparison of(CellShop from, DatabaseServer to) throws IOException, SQLException {
    CellComparison comparison = new CellComparison();
    for (String family : List.of(CellShop.DATA, CellShop.HISTORY)) {
      comparison.pairs.add(
          new Pair(
              CellShop.table(family),
              scanned(from, family),
              selected(to, CellShop.DATABASE + ".`" + CellShop.table(family) + "`")));
    }
    return comparison;
  }

  private static Sum scanned(CellShop shop, String family) throws IOException {
    Sum sum = new Sum();
    Scan scan =
        new Scan().addFamily(CellShop.bytes(family)).readAllVersions().setCacheBlocks(false);
    try (Table orders = shop.orders();
        ResultScanner results = orders.getScanner(scan)) {
      for (Result result : results) {
        for (Cell cell : result.rawCells()) {
          sum.add(
              CellUtil.cloneRow(cell),
              CellUtil.cloneQualifier(cell),
              -cell.getTimestamp(),
              CellUtil.cloneValue(cell));
        }
      }
    }
    return sum;
  }

  private static Sum selected(DatabaseServer server, String table) throws SQLException {
    Sum sum = new Sum();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      // Connector/J's sign for row-by-row streaming.
      statement.setFetchSize(Integer.MIN_VALUE);
      try (ResultSet cells = statement.executeQuery("SELECT K, Q, T, V FROM " + table)) {
        while (cells.next()) {
          sum.add(cells.getBytes(1), cells.getBytes(2), cells.getLong(3), cells.getBytes(4));
        }
      }
    }
    return sum;
  }

  boolean isEqual() {
    return pairs.stream().allMatch(Pair::isEqual);
  }

  void print() {
    TextTable table = new TextTable("object", ">source cells", ">sink cells", "checksum", "result");
    for (Pair pair : pairs) {
      table.row(
          pair.name(),
          Figures.count(pair.source().cells),
          Figures.count(pair.sink().cells),
          pair.sink().digest().substring(0, SHOWN),
          pair.isEqual() ? "equal" : "DIFFERENT");
    }
    ResultTable.print(table);
  }

  /** A count of cells, and a sum of their digests that does not depend on their order. */
  private static final class Sum {

    private final MessageDigest sha = sha256();
    private final byte[] sums = new byte[32];
    private long cells;

    void add(byte[] row, byte[] qualifier, long time, byte[] value) {
      for (byte[] part : List.of(row, qualifier, value)) {
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        sha.update(part);
      }
      byte[] digest = sha.digest(ByteBuffer.allocate(Long.BYTES).putLong(time).array());
      int carry = 0;
      for (int i = sums.length - 1; i >= 0; i--) {
        carry += (sums[i] & 0xFF) + (digest[i] & 0xFF);
        sums[i] = (byte) carry;
        carry >>>= 8;
      }
      cells++;
    }

    String digest() {
      return HexFormat.of().formatHex(sums);
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
