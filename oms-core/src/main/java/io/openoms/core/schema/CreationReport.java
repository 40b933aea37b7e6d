package io.openoms.core.schema;

import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Failures;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.SchemaStatement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is told of an object that is being created, and the end of one that cannot be. */
final class CreationReport {

  private final PhaseContext context;
  private final Repeater repeater;
  private final String writer;

  CreationReport(PhaseContext context, Repeater repeater, String writer) {
    this.context = context;
    this.repeater = repeater;
    this.writer = writer;
  }

  /** Tells that the object is being created, and its creation syntax with that of its indexes. */
  void creating(MigratedObject object, Conversion conversion) {
    object.status(ObjectStatus.CREATING);
    String syntax =
        Stream.concat(conversion.statements().stream(), conversion.afterCopy().stream())
            .map(SchemaStatement::sql)
            .collect(Collectors.joining(";\n"));
    context.reporter().object(Phase.SCHEMA, object, Optional.of(syntax));
  }

  /** Tells the object's status. */
  void status(MigratedObject object) {
    context.reporter().object(Phase.SCHEMA, object, Optional.empty());
  }

  /** What is not as at the source, told once the object stands: a view may take some tries. */
  void conversion(MigratedObject object, Conversion conversion) {
    conversion.notices().forEach(notice -> warn(object, WarningCode.CONVERTED, notice));
    conversion
        .heldBack()
        .forEach(
            sql -> warn(object, WarningCode.HELD_BACK, "held back until the switchover: " + sql));
  }

  private void warn(MigratedObject object, WarningCode code, String sentence) {
    object.warn(List.of(sentence));
    ErrorContext where = ErrorContext.of(object.source()).withPhase(Phase.SCHEMA);
    context.reporter().warning(code, where, sentence);
  }

  /** The error of an object, as it is told. */
  MigrationException error(MigratedObject object, MigrationException cause) {
    context.control().check();
    return cause.in(ErrorContext.of(object.source()).withPhase(Phase.SCHEMA));
  }

  /** Fails one object, or throws what concerns the whole run. Blocks on the state. */
  void failed(MigratedObject object, MigrationException error) {
    if (Failures.endsRun(error)) {
      throw error;
    }
    boolean unsupported = error.code() == EngineError.OBJECT_NOT_SUPPORTED;
    object.fail(unsupported ? ObjectStatus.NOT_SUPPORTED : ObjectStatus.FAILED, error);
    repeater.run(ErrorContext.of(object.source()), () -> context.state().put(writer, object));
    context.reporter().error(error, false);
    context.reporter().object(Phase.SCHEMA, object, Optional.of(error.getMessage()));
  }
}
