// A crictl for the lab: Debian has none, and kubeadm 1.20 insists on one. It speaks CRI to the runtime and knows the
// commands that kubeadm and people use: info version pods stopp rmp ps stop rm images inspecti pull rmi exec logs.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/ioutil"
	"os"
	"regexp"
	"strings"
	"time"

	"google.golang.org/grpc"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1alpha2"
)

type client struct {
	ctx     context.Context
	runtime cri.RuntimeServiceClient
	image   cri.ImageServiceClient
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "crictl:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	endpoint := configuredEndpoint()
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		name, value := strings.TrimLeft(args[0], "-"), ""
		args = args[1:]
		if at := strings.Index(name, "="); at >= 0 {
			name, value = name[:at], name[at+1:]
		} else if name != "debug" && name != "D" && len(args) > 0 {
			value, args = args[0], args[1:]
		}
		if name == "r" || name == "runtime-endpoint" {
			endpoint = value
		}
	}
	if len(args) == 0 {
		return fmt.Errorf("a command is wanted: info version pods stopp rmp ps stop rm images inspecti pull rmi exec logs")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	dial, stop := context.WithTimeout(ctx, 5*time.Second)
	defer stop()
	endpoint = "unix://" + strings.TrimPrefix(endpoint, "unix://")
	connection, err := grpc.DialContext(dial, endpoint, grpc.WithInsecure(), grpc.WithBlock(), grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(16<<20)))
	if err != nil {
		return fmt.Errorf("connecting to %s: %v", endpoint, err)
	}
	defer connection.Close()
	c := client{ctx, cri.NewRuntimeServiceClient(connection), cri.NewImageServiceClient(connection)}
	return c.command(args[0], parseOptions(args[1:]))
}

func configuredEndpoint() string {
	if value := os.Getenv("CONTAINER_RUNTIME_ENDPOINT"); value != "" {
		return value
	}
	text, _ := ioutil.ReadFile("/etc/crictl.yaml")
	if found := regexp.MustCompile(`(?m)^runtime-endpoint:\s*"?([^"\s]+)`).FindSubmatch(text); found != nil {
		return string(found[1])
	}
	return "/run/containerd/containerd.sock"
}

// options holds what comes after the command: flags that take a value are listed, others are switches.
type options struct {
	set  map[string]string
	rest []string
}

func parseOptions(args []string) options {
	o := options{set: map[string]string{}}
	takesValue := map[string]string{"o": "output", "output": "output", "name": "name", "state": "state", "s": "state", "p": "pod", "pod": "pod", "tail": "tail", "label": "label", "namespace": "namespace", "timeout": "timeout"}
	short := map[string]string{"q": "quiet", "a": "all", "f": "force"}
	for i := 0; i < len(args); i++ {
		// What comes after an operand belongs to the command to execute.
		if !strings.HasPrefix(args[i], "-") || len(o.rest) > 0 {
			o.rest = append(o.rest, args[i])
			continue
		}
		name, value := strings.TrimLeft(args[i], "-"), "true"
		if at := strings.Index(name, "="); at >= 0 {
			name, value = name[:at], name[at+1:]
		} else if takesValue[name] != "" && i+1 < len(args) {
			i++
			value = args[i]
		}
		if long := takesValue[name]; long != "" {
			name = long
		} else if long := short[name]; long != "" {
			name = long
		}
		o.set[name] = value
	}
	return o
}

func printJSON(value interface{}) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err == nil {
		fmt.Println(string(text))
	}
	return err
}
