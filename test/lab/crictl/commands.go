package main

import (
	"fmt"
	"io/ioutil"
	"os"
	"strconv"
	"strings"

	cri "k8s.io/cri-api/pkg/apis/runtime/v1alpha2"
)

func (c client) command(name string, o options) error {
	switch name {
	case "info":
		status, err := c.runtime.Status(c.ctx, &cri.StatusRequest{Verbose: true})
		if err != nil {
			return err
		}
		return printJSON(map[string]interface{}{"status": status.Status})
	case "version":
		version, err := c.runtime.Version(c.ctx, &cri.VersionRequest{})
		if err != nil {
			return err
		}
		fmt.Printf("RuntimeName:  %s\nRuntimeVersion:  %s\n", version.RuntimeName, version.RuntimeVersion)
		return nil
	case "pods":
		return c.pods(o)
	case "ps":
		return c.containers(o)
	case "images", "image", "img":
		return c.images(o)
	case "exec":
		return c.exec(o)
	case "logs":
		return c.logs(o)
	}
	return c.each(name, o)
}

// each does one thing to every operand.
func (c client) each(name string, o options) error {
	actions := map[string]func(string) error{
		"stopp": func(id string) error {
			_, err := c.runtime.StopPodSandbox(c.ctx, &cri.StopPodSandboxRequest{PodSandboxId: id})
			return err
		},
		"rmp": func(id string) error {
			if o.set["force"] != "" {
				if _, err := c.runtime.StopPodSandbox(c.ctx, &cri.StopPodSandboxRequest{PodSandboxId: id}); err != nil {
					return err
				}
			}
			_, err := c.runtime.RemovePodSandbox(c.ctx, &cri.RemovePodSandboxRequest{PodSandboxId: id})
			return err
		},
		"stop": func(id string) error {
			_, err := c.runtime.StopContainer(c.ctx, &cri.StopContainerRequest{ContainerId: id, Timeout: 10})
			return err
		},
		"rm": func(id string) error {
			_, err := c.runtime.RemoveContainer(c.ctx, &cri.RemoveContainerRequest{ContainerId: id})
			return err
		},
		"inspecti": func(ref string) error {
			status, err := c.image.ImageStatus(c.ctx, &cri.ImageStatusRequest{Image: &cri.ImageSpec{Image: ref}})
			if err != nil {
				return err
			}
			if status.Image == nil {
				return fmt.Errorf("no such image %q present", ref)
			}
			return printJSON(map[string]interface{}{"status": status.Image})
		},
		"pull": func(ref string) error {
			_, err := c.image.PullImage(c.ctx, &cri.PullImageRequest{Image: &cri.ImageSpec{Image: ref}})
			return err
		},
		"rmi": func(ref string) error {
			_, err := c.image.RemoveImage(c.ctx, &cri.RemoveImageRequest{Image: &cri.ImageSpec{Image: ref}})
			return err
		},
	}
	action := actions[name]
	if action == nil {
		return fmt.Errorf("unknown command %q", name)
	}
	if len(o.rest) == 0 {
		return fmt.Errorf("%s wants an id or a name", name)
	}
	for _, operand := range o.rest {
		if err := action(operand); err != nil {
			return err
		}
	}
	return nil
}

func (c client) pods(o options) error {
	list, err := c.runtime.ListPodSandbox(c.ctx, &cri.ListPodSandboxRequest{})
	if err != nil {
		return err
	}
	if o.set["output"] == "json" {
		return printJSON(list)
	}
	for _, pod := range list.Items {
		if o.set["quiet"] != "" {
			fmt.Println(pod.Id)
			continue
		}
		fmt.Printf("%.13s\t%s\t%s\t%s\n", pod.Id, strings.TrimPrefix(pod.State.String(), "SANDBOX_"), pod.Metadata.Namespace, pod.Metadata.Name)
	}
	return nil
}

func (c client) containers(o options) error {
	list, err := c.runtime.ListContainers(c.ctx, &cri.ListContainersRequest{})
	if err != nil {
		return err
	}
	kept := []*cri.Container{}
	for _, container := range list.Containers {
		state := strings.ToLower(strings.TrimPrefix(container.State.String(), "CONTAINER_"))
		wanted := o.set["state"]
		if wanted == "" && o.set["all"] == "" {
			wanted = "running"
		}
		if (wanted == "" || strings.EqualFold(wanted, state)) && strings.Contains(container.Metadata.Name, o.set["name"]) &&
			strings.HasPrefix(container.PodSandboxId, o.set["pod"]) {
			kept = append(kept, container)
		}
	}
	if o.set["output"] == "json" {
		return printJSON(map[string]interface{}{"containers": kept})
	}
	for _, container := range kept {
		if o.set["quiet"] != "" {
			fmt.Println(container.Id)
			continue
		}
		fmt.Printf("%.13s\t%s\t%s\t%s\n", container.Id, strings.TrimPrefix(container.State.String(), "CONTAINER_"), container.Metadata.Name, container.Labels["io.kubernetes.pod.name"])
	}
	return nil
}

func (c client) images(o options) error {
	list, err := c.image.ListImages(c.ctx, &cri.ListImagesRequest{})
	if err != nil {
		return err
	}
	if o.set["output"] == "json" {
		return printJSON(list)
	}
	for _, image := range list.Images {
		if o.set["quiet"] != "" {
			fmt.Println(image.Id)
			continue
		}
		fmt.Printf("%s\t%.20s\t%d\n", strings.Join(image.RepoTags, ","), image.Id, image.Size_)
	}
	return nil
}

// full finds the whole id of a container from its beginning.
func (c client) full(id string) (string, error) {
	list, err := c.runtime.ListContainers(c.ctx, &cri.ListContainersRequest{Filter: &cri.ContainerFilter{Id: id}})
	if err != nil {
		return "", err
	}
	if len(list.Containers) != 1 {
		return "", fmt.Errorf("%d containers have an id that begins with %q", len(list.Containers), id)
	}
	return list.Containers[0].Id, nil
}

func (c client) exec(o options) error {
	if len(o.rest) < 2 {
		return fmt.Errorf("exec wants a container and a command")
	}
	id, err := c.full(o.rest[0])
	if err != nil {
		return err
	}
	result, err := c.runtime.ExecSync(c.ctx, &cri.ExecSyncRequest{ContainerId: id, Cmd: o.rest[1:], Timeout: 300})
	if err != nil {
		return err
	}
	os.Stdout.Write(result.Stdout)
	os.Stderr.Write(result.Stderr)
	if result.ExitCode != 0 {
		os.Exit(int(result.ExitCode))
	}
	return nil
}

func (c client) logs(o options) error {
	if len(o.rest) != 1 {
		return fmt.Errorf("logs wants one container")
	}
	id, err := c.full(o.rest[0])
	if err != nil {
		return err
	}
	status, err := c.runtime.ContainerStatus(c.ctx, &cri.ContainerStatusRequest{ContainerId: id})
	if err != nil {
		return err
	}
	text, err := ioutil.ReadFile(status.Status.LogPath)
	if err != nil {
		return err
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	if tail, err := strconv.Atoi(o.set["tail"]); err == nil && tail < len(lines) {
		lines = lines[len(lines)-tail:]
	}
	for _, line := range lines {
		// "TIME STREAM F message"
		if parts := strings.SplitN(line, " ", 4); len(parts) == 4 {
			line = parts[3]
		}
		fmt.Println(line)
	}
	return nil
}
