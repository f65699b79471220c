/** What runs as a bundle inside the framework that a test has started. */
package org.kinora.tck.framework.inside;
