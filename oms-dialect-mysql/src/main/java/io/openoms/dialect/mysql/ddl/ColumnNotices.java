package io.openoms.dialect.mysql.ddl;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TypeKind;
import java.util.ArrayList;
import java.util.List;

/** What the user should know of single columns, though they can be held. */
final class ColumnNotices {

  private ColumnNotices() {}

  static List<String> of(TableDefinition table) {
    List<String> notices = new ArrayList<>();
    for (ColumnDefinition key : table.copyKey()) {
      TypeKind kind = key.type().kind();
      if (kind == TypeKind.FLOAT || kind == TypeKind.DOUBLE) {
        notices.add("column " + key.name() + " of the key is a floating-point number");
      }
    }
    return notices;
  }
}
