package io.openoms.hbase.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.hbase.KeepDeletedCells;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.io.compress.Compression;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;

class FamilyAttributesTest {

  @Test
  void aFamilyWithDefaultsLeavesNothingBehind() {
    ColumnFamilyDescriptor usual = ColumnFamilyDescriptorBuilder.of("f");
    assertThat(FamilyAttributes.remains(usual)).isEmpty();
    assertThat(FamilyAttributes.timeToLive(usual)).isEmpty();
    assertThat(FamilyAttributes.versions(usual)).hasValue(1);
  }

  @Test
  void whatReadersNoticeAndWhatWasSetIsNamed() {
    ColumnFamilyDescriptor family =
        ColumnFamilyDescriptorBuilder.newBuilder(Bytes.toBytes("f"))
            .setMaxVersions(Integer.MAX_VALUE)
            .setTimeToLive(60)
            .setMinVersions(1)
            .setKeepDeletedCells(KeepDeletedCells.TTL)
            .setNewVersionBehavior(true)
            .setCompressionType(Compression.Algorithm.SNAPPY)
            .setScope(1)
            .setMobEnabled(true)
            .setConfiguration("hbase.hstore.blockingStoreFiles", "7")
            .setEncryptionKey(new byte[] {1, 2, 3})
            .build();
    assertThat(FamilyAttributes.timeToLive(family)).hasValue(60);
    assertThat(FamilyAttributes.versions(family)).isEmpty();
    assertThat(String.join("\n", FamilyAttributes.remains(family)))
        .contains(
            "KEEP_DELETED_CELLS TTL",
            "NEW_VERSION_BEHAVIOR",
            "MIN_VERSIONS 1",
            "COMPRESSION = SNAPPY",
            "REPLICATION_SCOPE = 1",
            "hbase.hstore.blockingStoreFiles = 7")
        .doesNotContain("ENCRYPTION_KEY", "MOB");
  }
}
