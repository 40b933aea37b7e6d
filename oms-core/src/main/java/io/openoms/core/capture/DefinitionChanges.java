package io.openoms.core.capture;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent.SchemaChanged;
import io.openoms.spi.data.DdlStatement;

/**
 * The one place that decides what happens when the definition of a captured table changes: for now
 * each such change stops the run. Without state.
 */
public final class DefinitionChanges {

  private static final int LONGEST = 300;

  private DefinitionChanges() {}

  /** The error that stops a run at a change of definitions: DDL_NOT_FOLLOWED. */
  public static MigrationException refusal(SchemaChanged change) {
    return new MigrationException(
        EngineError.DDL_NOT_FOLLOWED,
        ErrorContext.of(change.objects().get(0).name())
            .withPosition("after " + change.position().text()),
        change.statement().map(DefinitionChanges::shown).orElse("its definition changed")
            + "; changes up to there are captured. Run the project once without this table; to have"
            + " it again, drop its target and include it again, which copies it anew");
  }

  private static String shown(DdlStatement statement) {
    String text = statement.text();
    return "the source executed, in database '"
        + statement.database()
        + "': "
        + (text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …");
  }
}
