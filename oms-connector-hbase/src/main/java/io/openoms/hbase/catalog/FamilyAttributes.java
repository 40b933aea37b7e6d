package io.openoms.hbase.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.KeepDeletedCells;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.util.Bytes;

/** What a column family asks of its cells, and what of it has no counterpart. Stateless. */
final class FamilyAttributes {

  private FamilyAttributes() {}

  static OptionalLong timeToLive(ColumnFamilyDescriptor family) {
    return family.getTimeToLive() == HConstants.FOREVER
        ? OptionalLong.empty()
        : OptionalLong.of(family.getTimeToLive());
  }

  static OptionalInt versions(ColumnFamilyDescriptor family) {
    return family.getMaxVersions() == Integer.MAX_VALUE
        ? OptionalInt.empty()
        : OptionalInt.of(family.getMaxVersions());
  }

  /** What stays behind, by name: what readers notice, then each option that was set. */
  static List<String> remains(ColumnFamilyDescriptor family) {
    List<String> remains = new ArrayList<>();
    if (family.getKeepDeletedCells() != KeepDeletedCells.FALSE) {
      remains.add(
          "KEEP_DELETED_CELLS "
              + family.getKeepDeletedCells()
              + ", with what was deleted, which"
              + " ordinary reads do not show,");
    }
    if (family.isNewVersionBehavior()) {
      remains.add("NEW_VERSION_BEHAVIOR, the rule by which deletes and puts meet,");
    }
    if (family.getMinVersions() > 0) {
      remains.add("MIN_VERSIONS " + family.getMinVersions());
    }
    remains.addAll(options(family));
    return remains;
  }

  /** Options of storage that differ from the product's defaults. */
  private static List<String> options(ColumnFamilyDescriptor family) {
    Map<String, String> usual = values(ColumnFamilyDescriptorBuilder.of(family.getName()));
    Map<String, String> own = values(family);
    own.putAll(family.getConfiguration());
    CARRIED_OR_TOLD.forEach(own::remove);
    return own.entrySet().stream()
        .filter(option -> !Objects.equals(usual.get(option.getKey()), option.getValue()))
        .map(option -> "the option " + option.getKey() + " = " + option.getValue())
        .toList();
  }

  private static final List<String> CARRIED_OR_TOLD =
      List.of(
          "TTL",
          "VERSIONS",
          "MIN_VERSIONS",
          "KEEP_DELETED_CELLS",
          "NEW_VERSION_BEHAVIOR",
          "IS_MOB",
          "MOB_THRESHOLD",
          "ENCRYPTION_KEY");

  private static Map<String, String> values(ColumnFamilyDescriptor family) {
    Map<String, String> values = new TreeMap<>();
    family
        .getValues()
        .forEach((name, value) -> values.put(text(name.copyBytes()), text(value.copyBytes())));
    return values;
  }

  private static String text(byte[] bytes) {
    return Bytes.toStringBinary(bytes);
  }
}
