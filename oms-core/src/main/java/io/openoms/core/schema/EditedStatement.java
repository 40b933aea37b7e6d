package io.openoms.core.schema;

import io.openoms.ObjectKind;
import io.openoms.core.error.EngineError;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.SchemaStatement;
import java.util.ArrayList;
import java.util.List;

/** A statement of the caller's own, which takes the place of the converted one. */
final class EditedStatement {

  private EditedStatement() {}

  /**
   * As {@link #inPlaceOf}.
   *
   * @throws MigrationException OBJECT_NOT_SUPPORTED when faults are left
   */
  static Conversion required(Conversion converted, MigratedObject object) {
    Conversion conversion = inPlaceOf(converted, object);
    if (!conversion.faults().isEmpty()) {
      throw new MigrationException(
          EngineError.OBJECT_NOT_SUPPORTED,
          ErrorContext.of(object.source()),
          String.join("; ", conversion.faults()));
    }
    return conversion;
  }

  /** The conversion, or the same with the caller's statement; its faults are notices then. */
  static Conversion inPlaceOf(Conversion conversion, MigratedObject object) {
    return object.ddl().map(sql -> edited(conversion, object, sql)).orElse(conversion);
  }

  private static Conversion edited(Conversion conversion, MigratedObject object, String sql) {
    SchemaStatement.Kind kind =
        object.kind() == ObjectKind.TABLE ? SchemaStatement.Kind.TABLE : SchemaStatement.Kind.VIEW;
    List<String> notices = new ArrayList<>();
    notices.add("it was created by an edited statement");
    conversion.faults().forEach(fault -> notices.add("without the edited statement: " + fault));
    return new Conversion(
        List.of(new SchemaStatement(kind, object.target().toString(), sql)),
        conversion.afterCopy(),
        notices,
        conversion.heldBack(),
        List.of());
  }
}
