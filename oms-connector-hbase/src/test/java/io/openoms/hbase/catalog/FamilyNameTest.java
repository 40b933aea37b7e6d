package io.openoms.hbase.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyNameTest {

  @ParameterizedTest
  @CsvSource({
    "default, t$f, t, f",
    "ns, my.table-1$f, my.table-1, f",
    "ns, t$a$b, t, a$b",
    "ns, t$a b, t, a b",
    "ns, t$ä, t, ä",
  })
  void aNameIsATableAndAFamily(String database, String name, String table, String family) {
    ObjectName object = new ObjectName(database, name);
    FamilyName found = FamilyName.of(object).orElseThrow();
    assertThat(found.table().getNamespaceAsString()).isEqualTo(database);
    assertThat(found.table().getQualifierAsString()).isEqualTo(table);
    assertThat(found.family()).isEqualTo(family);
    assertThat(found.object()).isEqualTo(object);
  }

  @ParameterizedTest
  @CsvSource({"ns, t", "ns, $f", "ns, t$", "ns, t:x$f", "n:s, t$f", "ns, .t$f", "ns, t t$f"})
  void otherNamesAreNone(String database, String name) {
    assertThat(FamilyName.of(new ObjectName(database, name))).isEmpty();
  }

  @Test
  void aFamilyMayBeNoText() {
    assertThat(FamilyName.isText(new byte[] {'f'})).isTrue();
    assertThat(FamilyName.isText(new byte[] {(byte) 0xff})).isFalse();
  }
}
