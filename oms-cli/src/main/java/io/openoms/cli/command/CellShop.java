package io.openoms.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.NamespaceDescriptor;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.hbase.security.User;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * A shop's orders as cells, in a cluster of the demo's own: a table of two families, which keep all
 * versions and are replicated, in regions by the first digit of a row. Thread-safe.
 */
final class CellShop implements AutoCloseable {

  static final String DATABASE = "shop";
  static final String DATA = "data";
  static final String HISTORY = "history";

  /** Cells of an order when it is placed. */
  static final int CELLS = 5;

  private static final TableName ORDERS = TableName.valueOf(DATABASE, "orders");
  private static final String[] REGIONS = {"2", "4", "6", "8"};
  private static final int AT_A_TIME = 1_000;

  private final Connection client;

  private CellShop(Connection client) {
    this.client = client;
  }

  /** Connects as a user without a proof. */
  static CellShop at(String zookeeper) throws IOException {
    Configuration configuration = HBaseConfiguration.create();
    configuration.set(HConstants.ZOOKEEPER_QUORUM, zookeeper);
    return new CellShop(
        ConnectionFactory.createConnection(
            configuration, User.create(UserGroupInformation.createRemoteUser("demo"))));
  }

  /** The names of its tables of cells. */
  static List<String> tables() {
    return List.of(table(DATA), table(HISTORY));
  }

  static String table(String family) {
    return ORDERS.getQualifierAsString() + "$" + family;
  }

  /** The table of orders; the caller closes it. */
  Table orders() throws IOException {
    return client.getTable(ORDERS);
  }

  /** Makes the table with that many orders. */
  void create(long rows) throws IOException {
    try (Admin admin = client.getAdmin()) {
      admin.createNamespace(NamespaceDescriptor.create(DATABASE).build());
      byte[][] splits = new byte[REGIONS.length][];
      for (int i = 0; i < splits.length; i++) {
        splits[i] = bytes(REGIONS[i]);
      }
      admin.createTable(
          TableDescriptorBuilder.newBuilder(ORDERS)
              .setColumnFamilies(List.of(family(DATA), family(HISTORY)))
              .build(),
          splits);
    }
    try (Table orders = orders()) {
      List<Put> puts = new ArrayList<>();
      for (long order = 1; order <= rows; order++) {
        puts.add(placed(order));
        if (puts.size() == AT_A_TIME || order == rows) {
          orders.put(puts);
          puts.clear();
        }
      }
    }
  }

  private static ColumnFamilyDescriptor family(String name) {
    return ColumnFamilyDescriptorBuilder.newBuilder(bytes(name))
        .setMaxVersions(Integer.MAX_VALUE)
        .setScope(1)
        .build();
  }

  /** The row of an order: its digits from behind, which spreads orders over the regions. */
  static byte[] row(long order) {
    return bytes(new StringBuilder(String.format("%09d", order)).reverse().toString());
  }

  /** An order as it is placed. */
  static Put placed(long order) {
    return new Put(row(order))
        .addColumn(bytes(DATA), bytes("customer"), bytes("customer " + order % 1_000))
        .addColumn(bytes(DATA), bytes("total"), bytes(order % 300 + ".90"))
        .addColumn(bytes(DATA), bytes("note"), bytes("zur Tür 🚪 " + order))
        .addColumn(bytes(DATA), new byte[] {0}, new byte[] {(byte) order, 0, -1})
        .addColumn(bytes(HISTORY), bytes("status"), bytes("placed"));
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
