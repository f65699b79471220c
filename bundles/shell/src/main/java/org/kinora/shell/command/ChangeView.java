package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.kinora.plugins.DeploymentChange;
import org.kinora.shell.text.Printable;

/** Prints what a deployment changed. */
final class ChangeView {
  private ChangeView() {}

  static void print(Invocation at, boolean json, List<DeploymentChange> changes)
      throws IOException {
    if (json) {
      at.json(out -> write(out, changes));
    } else {
      changes.forEach(change -> at.out().println(Printable.of(sentence(change))));
    }
  }

  private static String sentence(DeploymentChange change) {
    String detail = change.detail().isEmpty() ? "" : "; " + change.detail();
    if (change.after().isEmpty()) {
      return change.bundle() + " " + change.before() + " is gone" + detail;
    }
    String what = change.bundle() + " " + change.after();
    if (change.before().equals(change.after())) {
      return what + " runs" + detail;
    }
    return what
        + (change.before().isEmpty() ? " is new" : " instead of " + change.before())
        + detail;
  }

  private static void write(JsonGenerator out, List<DeploymentChange> changes) throws IOException {
    out.writeArrayFieldStart("changes");
    for (DeploymentChange change : changes) {
      out.writeStartObject();
      out.writeStringField("bundle", change.bundle());
      out.writeStringField("before", change.before());
      out.writeStringField("after", change.after());
      out.writeStringField("detail", change.detail());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
