package org.kinora.shell.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.MediaException;
import org.kinora.plugins.DeployedPlugin;
import org.kinora.plugins.DeployedPlugin.State;
import org.kinora.plugins.Deployment;
import org.kinora.plugins.DeploymentChange;
import org.kinora.plugins.PluginError;
import org.kinora.plugins.Setting;
import org.kinora.plugins.Settings;

/** A plugins folder that knows by a jar's name what becomes of it, and one setting. */
final class FakeDeployment implements Deployment, Settings {
  /** What was asked. */
  final List<String> asked = new ArrayList<>();

  private List<String> limit = List.of("2000");

  @Override
  public Path folder() {
    return Path.of("/plugins");
  }

  @Override
  public List<DeployedPlugin> deployed() {
    return List.of(
        new DeployedPlugin(
            folder().resolve("bad.jar"), "", "", State.REFUSED, "PLUGIN_FILE_INVALID", "is cut"),
        new DeployedPlugin(
            folder().resolve("tape.jar"), "org.example.tape", "1.1.0", State.ACTIVE, "", ""));
  }

  @Override
  public DeploymentChange install(Path jar) throws MediaException {
    String name = jar.getFileName().toString();
    asked.add("install " + name);
    if (name.equals("bad.jar")) {
      throw new MediaException(PluginError.PLUGIN_FILE_INVALID, name + " is cut");
    }
    return new DeploymentChange("org.example.tape", "1.0.0", "1.1.0", "");
  }

  @Override
  public DeploymentChange update(String bundle, Path jar) {
    asked.add("update " + bundle + " " + jar.getFileName());
    return new DeploymentChange(bundle, "", "1.0.0", "waits for a deck");
  }

  @Override
  public DeploymentChange uninstall(String bundle) {
    asked.add("uninstall " + bundle);
    return new DeploymentChange(bundle, "1.1.0", "", "");
  }

  @Override
  public List<Setting> list() {
    return List.of(
        new Setting(
            "org.example",
            "limitMs",
            "Limit",
            "How long it may take.",
            "integer",
            false,
            List.of(),
            List.of("2000"),
            limit,
            !limit.equals(List.of("2000"))));
  }

  @Override
  public Setting set(String pid, String name, List<String> values) {
    asked.add("set " + pid + " " + name + " " + values);
    limit = name.equals("limitMs") ? values : limit;
    return list().get(0);
  }

  @Override
  public Setting reset(String pid, String name) {
    limit = List.of("2000");
    return list().get(0);
  }
}
