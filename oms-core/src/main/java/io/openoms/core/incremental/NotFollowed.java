package io.openoms.core.incremental;

import io.openoms.Phase;
import io.openoms.core.capture.DefinitionChanges;
import io.openoms.core.spool.SpooledDdl;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import org.jspecify.annotations.Nullable;

/** The error of a change that the sink cannot follow, with the ways on. Stateless. */
final class NotFollowed {

  private NotFollowed() {}

  static ErrorContext where(MigratedObject table, SpooledDdl ddl) {
    return ErrorContext.of(table.source()).withPosition(ddl.transaction());
  }

  static NotFollowedException refusal(
      MigratedObject table, SpooledDdl ddl, String why, @Nullable Throwable cause) {
    int number = cause instanceof MigrationException error ? error.serverError().orElse(0) : 0;
    return new NotFollowedException(
        where(table, ddl).withPhase(Phase.INCREMENTAL),
        DefinitionChanges.shown(ddl.statement())
            + ". It is not followed, as "
            + why
            + "; all before it is applied. Make the change at "
            + table.target()
            + " by hand, and run the project with ddlMade(\""
            + ddl.transaction()
            + "\"); or decide what becomes of it at the sink (decide(\""
            + ddl.transaction()
            + "\", …), on the command line: ddl FILE skip|replace \"SQL\"); or run it once without"
            + " this table: to have it again, drop its target and include it again, which copies it"
            + " anew",
        why,
        number,
        cause);
  }
}
