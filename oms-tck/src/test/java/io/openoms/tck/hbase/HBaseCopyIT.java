package io.openoms.tck.hbase;

import static io.openoms.tck.hbase.HBasePair.bytes;
import static io.openoms.tck.hbase.HBasePair.cell;
import static io.openoms.tck.hbase.HBasePair.family;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.junit.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Table;
import org.junit.jupiter.api.Test;

/** Cells of all shapes are copied in chunks and verified, judged by a scan and plain SQL. */
class HBaseCopyIT {

  private static final byte[][] PARTS = {
    {},
    {0},
    {0, 0},
    {' '},
    {' ', ' '},
    {'a'},
    {'a', 0},
    {'a', ' '},
    {'A'},
    {'\''},
    {'\\'},
    {'%'},
    {(byte) 0xc3, (byte) 0xa4},
    {(byte) 0x80},
    {(byte) 0xff},
    {(byte) 0xff, 0},
    {(byte) 0xff, (byte) 0xff}
  };

  @Test
  void edgesOfRowsQualifiersTimesAndValuesArrive() throws Exception {
    try (HBasePair pair = HBasePair.open()) {
      pair.create(
          "edges", new byte[][] {{'a'}, {(byte) 0xff}}, family("f").build(), family("G h").build());
      List<Put> puts = new ArrayList<>();
      for (byte[] row : PARTS) {
        for (byte[] qualifier : PARTS) {
          if (row.length > 0) {
            puts.add(cell(row, "f", qualifier, 7, qualifier));
            puts.add(cell(row, "f", qualifier, 9, row));
            puts.add(cell(row, "G h", qualifier, 7, new byte[0]));
          }
        }
      }
      puts.add(cell("t", "f", "first", 0, "0"));
      puts.add(cell("t", "f", "last", Long.MAX_VALUE - 1, "1"));
      puts.add(cell(filled(1024, -1), "f", filled(256, -1), 5, filled(1 << 20, -1)));
      pair.put("edges", puts.toArray(Put[]::new));

      pair.assertMigrates(5);

      pair.assertSame("edges", "f");
      pair.assertSame("edges", "G h");
    }
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** Chunks are cut between versions of one cell, between cells of one row, and between rows. */
  @Test
  void wideRowsAndManyVersionsAreCutWithin() throws Exception {
    try (HBasePair pair = HBasePair.open()) {
      pair.create("wide", new byte[][] {bytes("m")}, family("f").build(), family("g").build());
      Random random = new Random(Seed.ofTheDay());
      List<Put> puts = new ArrayList<>();
      for (String row : List.of("a", "m", "z")) {
        Put put = new Put(bytes(row));
        for (int i = 0; i < 700; i++) {
          put.addColumn(bytes("f"), bytes("q" + random.nextInt(60)), i, bytes("v" + i));
        }
        puts.add(put);
      }
      for (int i = 0; i < 300; i++) {
        puts.add(cell("n" + i, "g", "q", i, "v"));
      }
      pair.put("wide", puts.toArray(Put[]::new));
      try (Table table = pair.table("wide")) {
        table.delete(new Delete(bytes("a")).addColumns(bytes("f"), bytes("q7")));
        table.delete(new Delete(bytes("m")).addFamily(bytes("f"), 300));
        table.delete(new Delete(bytes("z")).addColumn(bytes("f"), bytes("q8")));
      }

      pair.assertMigrates(31);

      pair.assertSame("wide", "f");
      pair.assertSame("wide", "g");
    }
  }

  /** Readers see neither what has expired nor versions beyond the limit. */
  @Test
  void limitsOfAFamilyHoldAndAreTold() throws Exception {
    try (HBasePair pair = HBasePair.open()) {
      pair.create(
          "kept",
          family("v").setMaxVersions(2).build(),
          family("t").setTimeToLive(3600).setBlocksize(4096).build());
      long now = System.currentTimeMillis();
      for (int i = 1; i <= 5; i++) {
        pair.put("kept", cell("a", "v", "q", i, "v" + i), cell("a", "t", "old", i, "gone"));
      }
      pair.put("kept", cell("a", "t", "q", now, "fresh"));

      MigrationResult result = pair.assertMigrates(0);

      pair.assertSame("kept", "v");
      pair.assertSame("kept", "t");
      assertThat(pair.fromSink("kept$v")).hasSize(2);
      assertThat(pair.fromSink("kept$t")).hasSize(1);
      assertThat(HBasePair.object(result, "kept$t").warnings().toString())
          .contains("KV_ATTRIBUTES", "TimeToLive", "left out", "BLOCKSIZE");
    }
  }

  @Test
  void aTableWithoutItsFamilysNameStandsForAllOfThem() throws Exception {
    try (HBasePair pair = HBasePair.open()) {
      pair.create("t", family("a").build(), family("b").build());
      pair.create("tt", family("a").build());
      pair.put("t", cell("r", "a", "q", 1, "1"), cell("r", "b", "q", 1, "2"));
      pair.put("tt", cell("r", "a", "q", 1, "3"));

      MigrationResult result =
          HBasePair.assertComplete(pair.project(pair.namespace(), pair.namespace() + ".t"));

      assertThat(result.objects()).hasSize(2);
      pair.assertSame("t", "a");
      pair.assertSame("t", "b");
    }
  }

  @Test
  void largeValuesArriveWhereTheFamilyIsMadeForThem() throws Exception {
    try (HBasePair pair = HBasePair.open()) {
      pair.create(
          "large",
          family("m").setMobEnabled(true).setMobThreshold(100_000).build(),
          family("f").build());
      pair.put(
          "large",
          cell(bytes("a"), "m", bytes("q"), 1, filled(5_000_000, 'x')),
          cell("b", "m", "q", 1, "small"),
          cell(bytes("c"), "f", bytes("q"), 1, filled((1 << 20) + 1, 'y')),
          cell("d", "f", "q", 1, "small"));

      MigrationResult result = TestedPair.run(pair.project(pair.namespace()));

      assertThat(HBasePair.object(result, "large$m").error()).isEmpty();
      pair.assertSame("large", "m");
      // Nothing is cut short: the family fails by the cell's key and the column.
      assertThat(HBasePair.object(result, "large$f").error())
          .hasValueSatisfying(error -> assertThat(error).contains("K = ", "column V"));
    }
  }

  @Test
  void manyCellsOfManyRegionsAreCopiedSideBySide() throws Exception {
    try (HBasePair pair = HBasePair.open()) {
      byte[][] splits = new byte[7][];
      for (int i = 0; i < splits.length; i++) {
        splits[i] = bytes("k" + (i + 1));
      }
      pair.create("many", splits, family("f").build());
      fill(pair, 60_000);

      pair.assertMigrates(4_000);

      pair.assertSame("many", "f");
    }
  }

  private static void fill(HBasePair pair, int cells) throws IOException {
    List<Put> puts = new ArrayList<>();
    for (int i = 0; i < cells; i++) {
      puts.add(cell("k" + Integer.toString(i, 9), "f", "q" + i % 3, i, "value " + i));
    }
    pair.put("many", puts.toArray(Put[]::new));
  }
}
