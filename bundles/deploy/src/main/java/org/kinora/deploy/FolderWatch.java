package org.kinora.deploy;

import java.io.File;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Hears from FileInstall what came, changed and went in the folder. It takes every file, so that
 * FileInstall installs none by itself, and never throws, so that FileInstall keeps telling. What
 * FileInstall tells may be over when its turn comes: a command has put back what was deleted.
 */
@Component(service = ArtifactInstaller.class)
public final class FolderWatch implements ArtifactInstaller {
  private final FolderDeployment deployment;

  /** Called by Declarative Services. */
  @Activate
  public FolderWatch(@Reference FolderDeployment deployment) {
    this.deployment = deployment;
  }

  @Override
  public boolean canHandle(File artifact) {
    return true;
  }

  @Override
  public void install(File artifact) {
    deployment.look(artifact.toPath());
  }

  @Override
  public void update(File artifact) {
    deployment.look(artifact.toPath());
  }

  @Override
  public void uninstall(File artifact) {
    deployment.look(artifact.toPath());
  }
}
