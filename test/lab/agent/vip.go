package main

import (
	"context"
	"fmt"
	"log"
	"net"
	"os"
	"strconv"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/leaderelection"
	"k8s.io/client-go/tools/leaderelection/resourcelock"

	"github.com/vishvananda/netlink"
)

// Stands in for kube-vip in ARP mode with leader election: the same environment, kubeconfig path, first contact (the API
// server of its own host) and Lease. "manager" (0.4 and newer) calls that API server "kubernetes"; "start" (0.3) calls it
// by the host's name, and holds a control plane's address without being told to.

const adminKubeconfig = "/etc/kubernetes/admin.conf"

type vipSettings struct {
	address, port, link, namespace, lease, identity string
	leaseDuration, renewDeadline, retryPeriod       time.Duration
	elect                                           bool
	// What the API server of this host is called.
	server string
}

func readVIPSettings(manager bool) (vipSettings, error) {
	s := vipSettings{
		address:   os.Getenv("address"),
		port:      setting("port", "6443"),
		link:      os.Getenv("vip_interface"),
		namespace: setting("cp_namespace", "kube-system"),
		lease:     setting("vip_leasename", "plndr-cp-lock"),
	}
	if s.address == "" {
		s.address = os.Getenv("vip_address")
	}
	if net.ParseIP(s.address) == nil {
		return s, fmt.Errorf("environment: address=%q is no IP address", s.address)
	}
	if os.Getenv("bgp_enable") == "true" {
		return s, fmt.Errorf("bgp_enable: this stand-in only does ARP")
	}
	switches := map[string]string{"vip_arp": "true"}
	if manager {
		switches["cp_enable"] = "true"
	}
	for name, wanted := range switches {
		if got := os.Getenv(name); got != wanted {
			return s, fmt.Errorf("environment: %s=%q, and without %q kube-vip would do nothing here", name, got, wanted)
		}
	}
	s.elect, _ = strconv.ParseBool(os.Getenv("vip_leaderelection"))
	s.leaseDuration = seconds("vip_leaseduration", 5)
	s.renewDeadline = seconds("vip_renewdeadline", 3)
	s.retryPeriod = seconds("vip_retryperiod", 1)
	if s.link == "" {
		var err error
		if s.link, err = defaultLink(); err != nil {
			return s, err
		}
	}
	var err error
	s.identity = os.Getenv("vip_nodename")
	if s.identity == "" {
		s.identity, err = os.Hostname()
	}
	s.server = "kubernetes"
	if !manager {
		s.server = s.identity
	}
	return s, err
}

func setting(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}

func seconds(name string, fallback int) time.Duration {
	if value, err := strconv.Atoi(os.Getenv(name)); err == nil && value > 0 {
		fallback = value
	}
	return time.Duration(fallback) * time.Second
}

func defaultLink() (string, error) {
	routes, err := netlink.RouteList(nil, netlink.FAMILY_V4)
	if err != nil {
		return "", err
	}
	for _, route := range routes {
		if route.Dst == nil && route.LinkIndex > 0 {
			link, err := netlink.LinkByIndex(route.LinkIndex)
			if err != nil {
				return "", err
			}
			return link.Attrs().Name, nil
		}
	}
	return "", fmt.Errorf("vip_interface is not set and there is no default route to find it by")
}

func runVirtualIP(ctx context.Context, manager bool) error {
	s, err := readVIPSettings(manager)
	if err != nil {
		return err
	}
	vip, err := newVirtualIP(s.address, s.link)
	if err != nil {
		return err
	}
	// A predecessor that was killed leaves the address behind.
	if err := vip.remove(); err != nil {
		return err
	}
	defer vip.remove()
	if !s.elect {
		return vip.hold(ctx)
	}
	for ctx.Err() == nil {
		if err := campaign(ctx, s, vip); err != nil {
			log.Printf("%v; trying again", err)
		}
		pause(ctx, s.retryPeriod)
	}
	return nil
}

// campaign takes part in one election, until leadership is lost or we are told to stop.
func campaign(ctx context.Context, s vipSettings, vip *virtualIP) error {
	config, err := clientcmd.BuildConfigFromFlags("https://"+s.server+":"+s.port, adminKubeconfig)
	if err != nil {
		return fmt.Errorf("%s: %v", adminKubeconfig, err)
	}
	config.Timeout = s.renewDeadline
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	lock := &resourcelock.LeaseLock{
		LeaseMeta:  metav1.ObjectMeta{Name: s.lease, Namespace: s.namespace},
		Client:     client.CoordinationV1(),
		LockConfig: resourcelock.ResourceLockConfig{Identity: s.identity},
	}
	held := make(chan struct{})
	started := false
	elector, err := leaderelection.NewLeaderElector(leaderelection.LeaderElectionConfig{
		Lock:            lock,
		LeaseDuration:   s.leaseDuration,
		RenewDeadline:   s.renewDeadline,
		RetryPeriod:     s.retryPeriod,
		ReleaseOnCancel: true,
		Callbacks: leaderelection.LeaderCallbacks{
			OnStartedLeading: func(leading context.Context) {
				started = true
				defer close(held)
				if err := vip.hold(leading); err != nil {
					log.Fatal(err)
				}
			},
			OnStoppedLeading: func() {
				// Only whoever got the address has to wait for it to be gone again.
				if started {
					<-held
				}
			},
			OnNewLeader: func(leader string) { log.Printf("%s leads", leader) },
		},
	})
	if err != nil {
		return err
	}
	elector.Run(ctx)
	return nil
}

func pause(ctx context.Context, duration time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(duration):
	}
}
