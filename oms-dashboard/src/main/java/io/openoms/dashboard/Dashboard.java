package io.openoms.dashboard;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.dashboard.action.Actions;
import io.openoms.dashboard.http.LoopbackServer;
import io.openoms.dashboard.journal.WatchedRun;
import io.openoms.dashboard.site.Site;
import io.openoms.error.ConfigurationException;
import io.openoms.error.MigrationException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A web page of a project's run, open for as long as the run's host wants:
 *
 * <pre>{@code
 * try (Dashboard page = Dashboard.forProject(project).executor(executor).open();
 *     MigrationRun run = page.start()) {
 *   System.out.println(page.url());
 *   run.await();
 * }
 * }</pre>
 *
 * <p>It listens on the loopback address alone. The URL has a random token, which the browser
 * changes for a cookie; without that, nothing is answered. The page only shows, unless {@link
 * Builder#allowActions()}. It never has a row's value from a verification or a secret; messages of
 * errors are those of the log.
 *
 * <p>Requests are answered on the executor, at most four at a time and each in milliseconds; let it
 * have two threads more than {@link MigrationProject#threadsNeeded()}, one more with actions.
 * Thread-safe.
 */
public final class Dashboard implements AutoCloseable {

  private final MigrationProject project;
  private final Executor executor;
  private final AtomicReference<Optional<WatchedRun>> shown =
      new AtomicReference<>(Optional.empty());
  private final LoopbackServer server;

  private Dashboard(MigrationProject project, Executor executor, int port, boolean acts) {
    this.project = project;
    this.executor = executor;
    Optional<Actions> actions = acts ? Optional.of(new Actions(executor)) : Optional.empty();
    this.server =
        LoopbackServer.listen(new Site(project.name(), shown::get, actions), port, executor);
  }

  /** Begins a page of a project. */
  public static Builder forProject(MigrationProject project) {
    return new Builder(project);
  }

  /**
   * Starts the project, as {@link MigrationProject#start(Executor)} does, and shows the run. The
   * run is the caller's: closing the page leaves it at work.
   */
  public MigrationRun start() {
    return start(project);
  }

  /**
   * Starts another project and shows its run from then on, in place of the one before; such as the
   * same project with other phases.
   */
  public MigrationRun start(MigrationProject other) {
    WatchedRun watched = new WatchedRun(other);
    shown.set(Optional.of(watched));
    MigrationRun run = other.withListener(watched.journal()).start(executor);
    watched.started(run);
    return run;
  }

  /** The page's address, with the token: whoever knows it sees the page. */
  public URI url() {
    return server.url();
  }

  /** Ends the page, its socket and its threads; the run goes on. Idempotent. */
  @Override
  public void close() {
    server.close();
  }

  /** The project; not the token. */
  @Override
  public String toString() {
    return "page of project " + project.name();
  }

  /** Collects the options; not thread-safe. */
  public static final class Builder {

    private static final int LAST_PORT = 65_535;

    private final MigrationProject project;
    private @Nullable Executor executor;
    private int port;
    private boolean acts;

    private Builder(MigrationProject project) {
      this.project = project;
    }

    /** Answers requests and runs the project. Required; it is never shut down by the page. */
    public Builder executor(Executor callers) {
      this.executor = callers;
      return this;
    }

    /** The port to listen on; 0, the default, takes any that is free. */
    public Builder port(int number) {
      this.port = number;
      return this;
    }

    /**
     * Whoever has the page may also pause, resume and finish the run, verify, repair and switch
     * over; and, once the run has ended, have the next one try an object again or leave it out.
     * Default no.
     */
    public Builder allowActions() {
      this.acts = true;
      return this;
    }

    /**
     * Opens the page.
     *
     * @throws ConfigurationException when the executor is missing or the port is out of its range
     * @throws MigrationException PAGE_PORT_UNAVAILABLE when it cannot listen there
     */
    public Dashboard open() {
      List<String> faults = new ArrayList<>();
      if (executor == null) {
        faults.add("the page needs an executor");
      }
      if (port < 0 || port > LAST_PORT) {
        faults.add("the page's port takes 0 to 65535, not " + port);
      }
      if (!faults.isEmpty() || executor == null) {
        throw new ConfigurationException(faults);
      }
      return new Dashboard(project, executor, port, acts);
    }
  }
}
