package io.openoms.dialect.mysql.ddl;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.ddl.CollationMapping.Target;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.TypeKind;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Whether the labels of an ENUM or SET stay different under a collation of the target, which takes
 * no two that are equal. The target is asked, but only where some may be: when they are the same
 * without case, accents and trailing spaces, characters beyond the BMP being all alike. Immutable.
 */
final class LabelsApart {

  private final TargetProbe probe;
  private final ObjectName place;

  LabelsApart(TargetProbe probe, ObjectName place) {
    this.probe = probe;
    this.place = place;
  }

  boolean areApart(DataType type, Target target) {
    boolean labelled = type.kind() == TypeKind.ENUM || type.kind() == TypeKind.SET;
    if (!labelled || CollationTraits.isBinary(target.collation()) || !mayBeEqual(type)) {
      return true;
    }
    String question =
        "CREATE TABLE %s (c %s CHARACTER SET %s COLLATE %s)"
            .formatted(
                Identifiers.quote(place),
                type.nativeText(),
                target.characterSet(),
                target.collation());
    return probe.refusal(question).isEmpty();
  }

  private static boolean mayBeEqual(DataType type) {
    return type.labels().stream().map(LabelsApart::loose).distinct().count() < type.labels().size();
  }

  private static String loose(String label) {
    return Normalizer.normalize(label, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .replaceAll("[\\x{10000}-\\x{10FFFF}]", "*")
        .replace('ß', 's')
        .toUpperCase(Locale.ROOT)
        .stripTrailing();
  }
}
