package io.openoms.core.copy;

import io.openoms.FullOptions;
import io.openoms.ObjectKind;
import io.openoms.Phase;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.phase.PhaseKind;
import io.openoms.core.phase.PhaseRunner;
import io.openoms.core.table.MigratedObject;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.state.Milestone;
import java.util.ArrayList;
import java.util.List;

/** The full copy as a phase. Methods are the coordinating task's. */
public final class CopyPhase implements PhaseRunner {

  /** The phase, as the run knows it. */
  public static final PhaseKind KIND =
      new PhaseKind(Phase.FULL, CopyPhase::writers, CopyPhase::new);

  private final PhaseContext context;

  private CopyPhase(PhaseContext context) {
    this.context = context;
  }

  private static List<String> writers(ProjectDefinition project) {
    FullOptions options = project.phases().fullOptions();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < options.readers(); i++) {
      names.add("reader-" + i);
    }
    for (int i = 0; i < options.writers(); i++) {
      names.add("writer-" + i);
    }
    return names;
  }

  @Override
  public Phase phase() {
    return Phase.FULL;
  }

  @Override
  public boolean isDone() {
    return context.isDoneFor(
        object -> object.has(Milestone.COPIED) || object.kind() != ObjectKind.TABLE);
  }

  @Override
  public long rows() {
    return context.objects().stream().mapToLong(MigratedObject::rows).sum();
  }

  @Override
  public void run() {
    TablesCopy copy = new TablesCopy(context, context.repeater(Phase.FULL));
    context.tasks().watch(copy::isIdle, copy::reportLongSteps);
    copy.run();
  }
}
