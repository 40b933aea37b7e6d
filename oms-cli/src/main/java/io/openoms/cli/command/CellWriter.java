package io.openoms.cli.command;

import static io.openoms.cli.command.CellShop.bytes;

import io.openoms.testkit.sample.SampleWriter;
import java.io.IOException;
import java.util.Random;
import org.apache.hadoop.hbase.client.Append;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Increment;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Table;

/**
 * The daily business of a {@link CellShop}: orders come, are shipped, looked at and noted, lose
 * their notes, and the writer's own go again. One thread of its own.
 */
final class CellWriter extends SampleWriter<IOException> {

  /** Longer than the server's clock ticks: no put has the time stamp of a delete before it. */
  private static final long PAUSE_MILLIS = 4;

  private final CellShop shop;
  private final long orders;
  private final Random random = new Random(1);
  private long oldest;
  private long next;

  private CellWriter(CellShop shop, long orders) {
    super(IOException.class);
    this.shop = shop;
    this.orders = orders;
    this.oldest = orders + 1;
    this.next = orders + 1;
  }

  /** Begins to write into a shop that was made with that many orders. */
  static CellWriter start(CellShop shop, long orders) {
    CellWriter writer = new CellWriter(shop, orders);
    writer.begin();
    return writer;
  }

  @Override
  protected void write() throws IOException, InterruptedException {
    try (Table table = shop.orders()) {
      while (goesOn()) {
        done(write(table));
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private int write(Table table) throws IOException {
    byte[] row = CellShop.row(1 + (long) (random.nextDouble() * orders));
    byte[] data = bytes(CellShop.DATA);
    byte[] history = bytes(CellShop.HISTORY);
    switch (random.nextInt(6)) {
      case 0 -> {
        table.put(CellShop.placed(next++));
        return CellShop.CELLS;
      }
      case 1 -> table.put(new Put(row).addColumn(history, bytes("status"), bytes("shipped")));
      case 2 -> table.increment(new Increment(row).addColumn(data, bytes("views"), 1));
      case 3 -> table.append(new Append(row).addColumn(data, bytes("log"), bytes("rang; ")));
      case 4 -> table.delete(new Delete(row).addColumns(data, bytes("note")));
      default -> {
        if (oldest < next) {
          table.delete(new Delete(CellShop.row(oldest++)));
          return CellShop.CELLS;
        }
        table.delete(new Delete(row).addColumn(data, bytes("views")));
      }
    }
    return 1;
  }
}
