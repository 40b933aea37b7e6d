package io.openoms.core.verify;

import io.openoms.VerificationOptions;
import io.openoms.VerificationReport;
import io.openoms.core.phase.PhaseContext;

/** A verification that the caller asks for, in its own thread. Thread-safe. */
public final class VerificationOnDemand {

  private VerificationOnDemand() {}

  /** Compares the tables of a run. Blocks until the end. */
  public static VerificationReport run(PhaseContext context, VerificationOptions options) {
    VerificationJob job = VerificationJob.begin(context.beside(), options);
    try {
      job.work();
      job.conclude();
    } finally {
      job.close();
    }
    VerificationReport report = job.report();
    context.verified().accept(report);
    return report;
  }
}
