package io.openoms.dashboard.site;

import io.openoms.dashboard.action.ActionRefusedException;
import io.openoms.dashboard.action.Actions;
import io.openoms.dashboard.journal.WatchedRun;
import io.openoms.dashboard.view.Head;
import io.openoms.dashboard.view.ReportCsv;
import io.openoms.dashboard.view.Tab;
import io.openoms.dashboard.view.Views;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The page's answers, whatever carries them. Thread-safe; never blocks.
 *
 * <table>
 * <caption>Paths</caption>
 * <tr><td>{@code GET /?token=…}</td><td>the cookie, for the token of the printed URL</td></tr>
 * <tr><td>{@code GET /}, {@code /app.js} …</td><td>the page's files</td></tr>
 * <tr><td>{@code GET /api/run?tab=…}</td><td>the head and a tab of the run, as JSON</td></tr>
 * <tr><td>{@code GET /api/object?source=…}</td><td>one object, as JSON</td></tr>
 * <tr><td>{@code GET /api/verification.csv}</td><td>the last verification's report</td></tr>
 * <tr><td>{@code POST /api/action/NAME?option=…}</td><td>does something, where that is allowed</td>
 * </tr>
 * </table>
 */
public final class Site {

  /** Not a redirect: after a link on another site, a redirect would come without the cookie. */
  private static final String ENTER =
      "<!doctype html><meta charset=\"utf-8\"><title>OpenOMS</title>"
          + "<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">"
          + "<meta http-equiv=\"refresh\" content=\"0; url=/\"><a href=\"/\">Open the page</a>\n";

  private final Gate gate = new Gate();
  private final Assets assets = new Assets();
  private final String project;
  private final Supplier<Optional<WatchedRun>> shown;
  private final Optional<Actions> actions;

  /**
   * A site.
   *
   * @param project the name that is shown before a run is
   * @param shown the run that is shown
   * @param actions what its buttons do; empty for a page that only shows
   */
  public Site(String project, Supplier<Optional<WatchedRun>> shown, Optional<Actions> actions) {
    this.project = project;
    this.shown = shown;
    this.actions = actions;
  }

  /** The URL to print, with the token, of a site at that host and port. */
  public URI url(String place) {
    return gate.url(place);
  }

  /** Answers a request. */
  public Answer answer(Request request) {
    if (!gate.isOwnHost(request)) {
      return Answer.text(421, "This page answers to names of this machine only.");
    }
    if (request.path().equals("/") && request.query().containsKey("token")) {
      return enter(request);
    }
    if (!gate.hasCookie(request)) {
      return Answer.text(403, "Open the URL that the program printed: it has the token.");
    }
    return switch (request.method()) {
      case "GET", "HEAD" -> read(request);
      case "POST" -> act(request);
      default -> Answer.text(405, "GET, HEAD and POST only.").with("Allow", "GET, HEAD, POST");
    };
  }

  private Answer enter(Request request) {
    return gate.isToken(request.parameter("token"))
        ? Answer.of(200, "text/html; charset=utf-8", ENTER.getBytes(StandardCharsets.UTF_8))
            .with("Set-Cookie", gate.setCookie())
        : Answer.text(403, "The token is not this page's: was the program started again?");
  }

  private Answer read(Request request) {
    Optional<Answer> found =
        switch (request.path()) {
          case "/api/run" -> Tab.ofLabel(request.parameter("tab")).map(this::run);
          case "/api/object" ->
              shown
                  .get()
                  .flatMap(run -> Views.object(run, request.parameter("source")))
                  .map(Json::answer);
          case "/api/verification.csv" ->
              shown.get().flatMap(Views::verification).map(ReportCsv::of).map(Site::download);
          default -> assets.file(request.path());
        };
    return found
        .map(answer -> answer.unlessKnown(request))
        .orElseGet(() -> Answer.text(404, "There is nothing here."));
  }

  private Answer run(Tab tab) {
    Optional<WatchedRun> run = shown.get();
    return Json.answer(
        run.isPresent() ? Views.of(run.get(), tab, means()) : Views.waiting(project, means()));
  }

  private Head.Means means() {
    return Head.Means.of(actions.isPresent(), actions.flatMap(Actions::last));
  }

  private static Answer download(String csv) {
    return Answer.of(200, "text/csv; charset=utf-8", csv.getBytes(StandardCharsets.UTF_8))
        .with("Content-Disposition", "attachment; filename=\"verification.csv\"");
  }

  private Answer act(Request request) {
    String prefix = "/api/action/";
    if (!request.path().startsWith(prefix)) {
      return Answer.text(404, "There is nothing here.");
    }
    if (!gate.isFromPage(request)) {
      return Answer.text(403, "Only the page itself may ask for that.");
    }
    if (actions.isEmpty()) {
      return Answer.text(403, "This page only shows: the program does not allow actions.");
    }
    try {
      WatchedRun run =
          shown.get().orElseThrow(() -> new ActionRefusedException("No run is at work."));
      String name = request.path().substring(prefix.length());
      actions.get().act(run, name, request.parameter("option"));
      return Answer.text(202, "Asked.");
    } catch (ActionRefusedException e) {
      return Answer.text(409, e.getMessage());
    }
  }
}
